import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { decisionKey, findUnsentDecisions, sendDecisionMail } from "../decision-mail"
import { AGE_VERIFICATION_MODULE } from "../module-name"

const now = new Date("2026-11-22T20:00:00Z")
const approved = {
  id: "agev_1",
  customer_id: "cus_1",
  status: "approved",
  reason: null,
  expires_at: new Date("2027-11-22T20:00:00Z"),
  erased_at: null,
}

/** A container with just what a decision mail touches. */
function containerWith({
  verifications = [approved] as any[],
  written = [] as string[],
  email = "robin@example.test" as string | null,
} = {}) {
  const created: any[] = []
  const listAgeVerifications = jest.fn(async () => verifications)
  const services: Record<string, unknown> = {
    [AGE_VERIFICATION_MODULE]: { listAgeVerifications },
    [Modules.NOTIFICATION]: {
      listNotifications: async ({ idempotency_key }: { idempotency_key: string[] }) =>
        written.filter((key) => idempotency_key.includes(key)).map((key) => ({ idempotency_key: key })),
      createNotifications: async (notification: any) => {
        created.push(notification)
        written.push(notification.idempotency_key)
      },
    },
    [ContainerRegistrationKeys.QUERY]: { graph: async () => ({ data: email === null ? [] : [{ email }] }) },
  }
  return { container: { resolve: (name: string) => services[name] } as any, created, listAgeVerifications }
}

describe("sendDecisionMail", () => {
  it("writes once, however often it runs", async () => {
    const { container, created } = containerWith()
    expect(await sendDecisionMail(container, "agev_1")).toBe(true)
    expect(await sendDecisionMail(container, "agev_1")).toBe(false)
    expect(created).toEqual([
      expect.objectContaining({
        to: "robin@example.test",
        channel: "email",
        template: "age-verification-approved",
        idempotency_key: "age-verification-approved:agev_1",
        data: { verification_id: "agev_1", valid_until: "2027-11-22T20:00:00.000Z" },
      }),
    ])
  })

  it("says what is true now, not what a late event says", async () => {
    const { container, created } = containerWith({
      verifications: [{ ...approved, status: "rejected", reason: "Too blurred" }],
    })
    await sendDecisionMail(container, "agev_1")
    expect(created).toMatchObject([{ template: "age-verification-rejected", data: { reason: "Too blurred" } }])
  })

  it.each([
    ["the request is open again", { verifications: [{ ...approved, status: "pending" }] }],
    ["the person was erased", { verifications: [{ ...approved, status: "rejected", erased_at: now }] }],
    ["the verification is gone", { verifications: [] }],
    ["the customer is gone", { email: null }],
  ])("writes nothing when %s", async (_, given) => {
    const { container, created } = containerWith(given)
    expect(await sendDecisionMail(container, "agev_1")).toBe(false)
    expect(created).toEqual([])
  })
})

describe("findUnsentDecisions", () => {
  it("finds decisions without a mail, and leaves the last two minutes to the event", async () => {
    const other = { ...approved, id: "agev_2" }
    const { container, listAgeVerifications } = containerWith({
      verifications: [approved, other],
      written: [decisionKey(other as never)],
    })
    expect(await findUnsentDecisions(container, now)).toEqual(["agev_1"])
    expect(listAgeVerifications).toHaveBeenCalledWith(
      expect.objectContaining({
        decided_at: { $gte: new Date("2026-11-21T20:00:00Z"), $lte: new Date("2026-11-22T19:58:00Z") },
      }),
      expect.objectContaining({ take: 200 })
    )
  })
})
