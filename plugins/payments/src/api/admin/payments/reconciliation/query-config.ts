export const reconciliationRunFields = [
  "id",
  "provider",
  "day",
  "covers_from",
  "covers_to",
  "state",
  "phase",
  "lines_count",
  "expected_count",
  "compared_count",
  "differences_count",
  "unexplained_count",
  "sums",
  "error",
  "requested_by",
  "started_at",
  "ended_at",
  "created_at",
]

export const listReconciliationRunQueryConfig = {
  defaults: reconciliationRunFields,
  allowed: reconciliationRunFields,
  isList: true,
  defaultLimit: 20,
}

export const paymentDifferenceFields = [
  "id",
  "provider",
  "kind",
  "reference",
  "currency_code",
  "ours_cents",
  "theirs_cents",
  "ours_status",
  "theirs_status",
  "payment_session_id",
  "order_id",
  "told_in",
  "occurred_at",
  "state",
  "opened_count",
  "note",
  "closed_by",
  "closed_at",
  "first_run_id",
  "last_run_id",
  "created_at",
]

export const listPaymentDifferenceQueryConfig = {
  defaults: paymentDifferenceFields,
  allowed: paymentDifferenceFields,
  isList: true,
  defaultLimit: 20,
}
