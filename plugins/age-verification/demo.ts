import type { DemoContext, DemoStep } from "@rise-via/core"

const BIRTH_DATE = "1990-05-17"

/** Checks an answer and says what came instead. */
function expectStatus(verification: any, status: string, moment: string) {
  if (verification?.status !== status) {
    throw new Error(`${moment} the age check should be ${status}, but it is ${verification?.status ?? "missing"}`)
  }
}

async function confirmAge({ shop, adminSdk, state }: DemoContext): Promise<string> {
  const asked = await shop.ageVerification.request({ birth_date: BIRTH_DATE })
  const repeated = asked.age_verification.status === "approved"
  if (!repeated) {
    expectStatus(asked.age_verification, "pending", "Right after the request")
    const { id } = asked.age_verification
    const waiting = await adminSdk.client.fetch(`/admin/age-verifications/${id}`)
    expectStatus(waiting.age_verification, "pending", "In the admin")
    await adminSdk.client.fetch(`/admin/age-verifications/${id}/approve`, { method: "POST", body: {} })
  }

  const { age_verification, minimum_age } = await shop.ageVerification.retrieve()
  expectStatus(age_verification, "approved", "After staff approved")
  state.ageVerificationId = age_verification.id
  const until = String(age_verification.expires_at).slice(0, 10)
  return repeated
    ? `Her age was confirmed before, until ${until}.`
    : `She states ${BIRTH_DATE}; it waits for staff, who approve it in the admin: ${minimum_age} or older, valid until ${until}.`
}

export const steps: DemoStep[] = [{ order: 200, title: "The shopper confirms her age", run: confirmAge }]
