export const refundFields = [
  "id",
  "payment_id",
  "payment_session_id",
  "order_id",
  "provider_id",
  "currency_code",
  "amount_cents",
  "reason",
  "refund_reason_id",
  "state",
  "approval_reasons",
  "requested_by_type",
  "requested_by",
  "decided_by",
  "decided_at",
  "decision_note",
  "refund_id",
  "error",
  "attempts",
  "sent_at",
  "checked_at",
  "settled_at",
  "booked_at",
  "notified_at",
  "created_at",
  "updated_at",
]

const allowed = [...refundFields]

export const listRefundQueryConfig = { defaults: refundFields, allowed, isList: true, defaultLimit: 20 }
export const retrieveRefundQueryConfig = { defaults: refundFields, allowed, isList: false }
