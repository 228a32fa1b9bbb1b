import type { OutboundAttempt, OutboundLookup } from "@rise-via/core"
import type PaymentsAeropayModuleService from "../../modules/payments_aeropay/service"

/** What was on its way when nobody waited any more has arrived by then. */
const ARRIVED_MS = 10 * 60_000

/** Calls that may simply be made again, and of which nothing hangs on the first. */
const HARMLESS = new Set([
  "confirmUser",
  "linkAccountFromAggregator",
  "userBankAccount",
  "webhook",
  "deleteWebhook",
  "user",
])

const nobodyKnows = (message: string): OutboundLookup => ({ found: "unknown", message })
const answered = (body: object): OutboundLookup => ({ found: true, response: { status: 200, headers: {}, body } })

/**
 * For core: what became of a call whose answer was not heard. Only money that went at once can be asked for by its key;
 * whatever is about a hold is looked at by the payment's own recovery, which knows more.
 */
export async function lookUpAttempt(
  { client, isOn }: PaymentsAeropayModuleService,
  { operation, idempotency_key: key, request, created_at }: OutboundAttempt
): Promise<OutboundLookup> {
  if (!isOn) {
    return nobodyKnows("Aeropay is switched off")
  }
  if (HARMLESS.has(operation)) {
    return { found: false }
  }
  const isOld = Date.now() - new Date(created_at).getTime() > ARRIVED_MS
  if (operation === "transaction") {
    const outcome = await client.findByKey(key)
    if (outcome.ok && outcome.value) {
      return answered({ transaction: outcome.value })
    }
    return outcome.ok && isOld ? { found: false } : nobodyKnows("Aeropay does not know the key (yet)")
  }
  const id = (request.body as { id?: string } | undefined)?.id
  if (operation === "capturePreauthTransaction" && id) {
    const outcome = await client.retrievePreauth(id)
    if (outcome.ok && outcome.value.status === "completed") {
      return answered({ transaction: outcome.value })
    }
    return outcome.ok && isOld ? { found: false } : nobodyKnows("The hold is still there")
  }
  return nobodyKnows(`What became of ${operation} is found out with its payment`)
}
