/** Without the hash of the callback address: nobody needs it, and what is not shown cannot leak. */
export const posabitOrderFields = [
  "id",
  "order_id",
  "cart_id",
  "payment_session_id",
  "reference_no",
  "order_type",
  "payment_method",
  "posabit_id",
  "status",
  "currency_code",
  "amount_cents",
  "pos_total_cents",
  "captured_cents",
  "settlement",
  "pushed_at",
  "last_read_at",
  "next_poll_at",
  "settled_at",
  "withdrawn_at",
  "created_at",
  "updated_at",
]

export const posabitRefundFields = [
  "id",
  "posabit_order_id",
  "order_id",
  "reference",
  "amount_cents",
  "currency_code",
  "reason",
  "refund_reason_id",
  "recorded_by",
  "refunded_at",
  "refund_id",
  "ledger_only",
  "completed_at",
  "created_at",
]

const allowed = [...posabitOrderFields]

export const listPosabitOrderQueryConfig = { defaults: posabitOrderFields, allowed, isList: true, defaultLimit: 20 }
export const retrievePosabitOrderQueryConfig = { defaults: posabitOrderFields, allowed, isList: false }
