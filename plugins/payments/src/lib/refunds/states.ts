/**
 * `requested` waits for a second person · `approved` may be sent · `sent` the payment service is being asked · `pending`
 * it accepted, the money is on its way · `succeeded` · `unknown` it may have happened, it is being checked · `failed`
 * nothing went back · `declined` a second person said no
 */
export const REFUND_STATES = [
  "requested",
  "approved",
  "sent",
  "pending",
  "succeeded",
  "unknown",
  "failed",
  "declined",
] as const

export type RefundState = (typeof REFUND_STATES)[number]

/** States in which the amount is promised or gone; the rest give it back to the payment. */
export const COMMITTED: RefundState[] = ["requested", "approved", "sent", "pending", "succeeded", "unknown"]

/** What the payment service may still be asked about. */
export const OPEN_AT_PROVIDER: RefundState[] = ["approved", "sent", "unknown", "pending"]

/** What may follow; anything else is refused. */
const NEXT: Record<RefundState, RefundState[]> = {
  requested: ["approved", "declined"],
  approved: ["sent", "failed"],
  sent: ["sent", "pending", "succeeded", "unknown", "failed"],
  unknown: ["sent", "pending", "succeeded", "unknown", "failed"],
  pending: ["pending", "succeeded", "failed"],
  succeeded: [],
  failed: [],
  declined: [],
}

export const mayBecome = (from: RefundState, to: RefundState) => NEXT[from].includes(to)
