export const ledgerEntryFields = [
  "id",
  "provider",
  "key",
  "source",
  "operation",
  "kind",
  "voids",
  "outcome",
  "amount_cents",
  "currency_code",
  "payment_session_id",
  "refund_id",
  "provider_reference",
  "provider_parent",
  "provider_status",
  "code",
  "idempotency_key",
  "correlation_id",
  "occurred_at",
  "created_at",
]

/** Bodies are large: they come when they are asked for (`fields=+request,+response`). */
export const listLedgerQueryConfig = {
  defaults: ledgerEntryFields,
  allowed: [...ledgerEntryFields, "request", "response"],
  isList: true,
  defaultLimit: 20,
}
