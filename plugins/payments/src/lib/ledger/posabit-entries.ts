import { clock } from "@rise-via/core"
import type { LedgerEntryInput, LedgerOutcome, PosabitOrderDTO, PosabitRefundDTO } from "../../types"
import { captureTarget } from "../settle-payment"

// POSaBIT's part of the books. The register takes the money by itself: pushing an order and hearing of it are notices,
// and the one fact that moves money is that the shop has it.

type Order = Pick<PosabitOrderDTO, "payment_session_id" | "order_id" | "amount_cents" | "currency_code" | "posabit_id">
type Entry = Pick<LedgerEntryInput, "key" | "source" | "operation"> & Partial<LedgerEntryInput>

const entryOf = (row: Order, entry: Entry): LedgerEntryInput => ({
  provider: "posabit",
  kind: "notice",
  outcome: "succeeded",
  amount_cents: 0,
  currency_code: row.currency_code,
  payment_session_id: row.payment_session_id,
  provider_reference: row.posabit_id,
  occurred_at: clock.now(),
  ...entry,
})

/** What became of a push. `attempt` is core's attempt row. */
export type Push = {
  attempt_id: string
  outcome: LedgerOutcome
  posabit_id?: string | null
  status?: string | null
  code?: string | null
  request?: unknown
  response?: unknown
  occurred_at?: Date
}

/** We asked the register to take an order. */
export const pushEntry = (row: Order, { attempt_id, outcome, posabit_id, status, ...said }: Push): LedgerEntryInput =>
  entryOf(row, {
    key: `push:${attempt_id}`,
    source: "asked",
    operation: "create-order",
    outcome,
    amount_cents: row.amount_cents,
    provider_reference: posabit_id ?? row.posabit_id,
    provider_status: status,
    idempotency_key: row.order_id,
    correlation_id: attempt_id,
    ...said,
  })

/** The register called back. Only a hint: what it claims moves no money. */
export const callbackEntry = (
  row: Order,
  message: { id: string; body: unknown; status: string | null; claimed_id: string | null; occurred_at?: Date }
): LedgerEntryInput =>
  entryOf(row, {
    key: `callback:${message.id}`,
    source: "told",
    operation: "status_callback",
    provider_status: message.status,
    code: message.claimed_id && row.posabit_id && message.claimed_id !== row.posabit_id ? "other_order" : null,
    correlation_id: message.id,
    response: message.body,
    ...(message.occurred_at && { occurred_at: message.occurred_at }),
  })

/** A reading that changed what we know of the order: pushed, another status, another total, canceled. */
export const readingEntry = (
  row: Order,
  register: { id: string; status: string; total_cents: number | null }
): LedgerEntryInput =>
  entryOf(row, {
    key: `reading:${row.order_id}:${register.id}:${register.status}:${register.total_cents ?? "?"}`,
    source: "read",
    operation: "retrieve-order",
    amount_cents: register.total_cents ?? 0,
    provider_reference: register.id,
    provider_status: register.status,
    response: register,
  })

/** The shop has the money: what the register says it took, or what was agreed where it does not say. */
export const captureEntry = (
  row: Order & Pick<PosabitOrderDTO, "status" | "pos_total_cents" | "last_read_at">
): LedgerEntryInput =>
  entryOf(row, {
    key: `capture:${row.posabit_id}`,
    source: "read",
    operation: "retrieve-order",
    kind: "capture",
    amount_cents: row.pos_total_cents ?? captureTarget(row),
    provider_status: row.status,
    ...(row.last_read_at && { occurred_at: new Date(row.last_read_at) }),
  })

/** Staff gave money back in the portal. Named by the portal's reference, which is what makes it one fact. */
export const refundEntry = (refund: PosabitRefundDTO): LedgerEntryInput => ({
  provider: "posabit",
  key: `refund:${refund.reference}`,
  source: "staff",
  operation: "portal-refund",
  kind: "refund",
  outcome: "succeeded",
  amount_cents: refund.amount_cents,
  currency_code: refund.currency_code,
  payment_session_id: refund.payment_session_id,
  refund_id: refund.refund_id,
  provider_reference: refund.reference,
  correlation_id: refund.id,
  request: { reason: refund.reason },
  occurred_at: new Date(refund.refunded_at),
})
