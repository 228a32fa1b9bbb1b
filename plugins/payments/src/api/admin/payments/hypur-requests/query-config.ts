export const hypurRequestFields = [
  "id",
  "payment_session_id",
  "order_id",
  "request_id",
  "status",
  "provider_status",
  "hold_reason",
  "currency_code",
  "amount_cents",
  "approved_cents",
  "fee_cents",
  "captured_cents",
  "settlement",
  "returns",
  "expires_at",
  "next_poll_at",
  "last_read_at",
  "captured_at",
  "withdrawn_at",
  "created_at",
  "updated_at",
  "acts.id",
  "acts.kind",
  "acts.source",
  "acts.state",
  "acts.amount_cents",
  "acts.refund_id",
  "acts.external_reference",
  "acts.operator_id",
  "acts.note",
  "acts.created_at",
]

const allowed = [...hypurRequestFields, "acts"]

export const listHypurRequestQueryConfig = { defaults: hypurRequestFields, allowed, isList: true, defaultLimit: 20 }
export const retrieveHypurRequestQueryConfig = { defaults: hypurRequestFields, allowed, isList: false }
