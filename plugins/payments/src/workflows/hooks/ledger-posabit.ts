import type { MedusaContainer } from "@medusajs/framework/types"
import { callbackEntry, pushEntry } from "../../lib/ledger/posabit-entries"
import { registerLedgerReader } from "../../lib/ledger/readers"
import { registerService } from "../../lib/place-order"
import { readCallback, unwrapOrder } from "../../lib/posabit-wire"

registerLedgerReader("posabit", {
  attempt: async (attempt, container) => {
    const row = attempt.operation === "create-order" && (await findOrder(container, attempt.idempotency_key))
    if (!row) {
      return []
    }
    const register = unwrapOrder(attempt.response?.body)
    return [
      pushEntry(row, {
        attempt_id: attempt.id,
        outcome: attempt.state === "succeeded" && !register ? "unknown" : attempt.state,
        posabit_id: register?.id,
        status: register?.status,
        code: attempt.status === null ? null : String(attempt.status),
        request: attempt.request.body,
        response: attempt.response?.body ?? attempt.message,
        occurred_at: new Date(attempt.settled_at ?? attempt.created_at),
      }),
    ]
  },
  message: async ({ id, params, rawBody, body, created_at }, container) => {
    const row = await registerService(container).findByTokenHash(params.token)
    const { id: claimed_id, status } = readCallback(rawBody, body)
    const occurred_at = new Date(created_at)
    return row ? [callbackEntry(row, { id, body: body ?? rawBody, status, claimed_id, occurred_at })] : []
  },
})

/** Also an order whose sale was undone: the register may have it. */
async function findOrder(container: MedusaContainer, orderId: string) {
  const [row] = await registerService(container).listPosabitOrders(
    { reference_no: orderId },
    { take: 1, order: { created_at: "DESC" } }
  )
  return row
}
