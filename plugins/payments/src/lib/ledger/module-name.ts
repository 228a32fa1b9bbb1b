export const PAYMENTS_LEDGER_MODULE = "payments_ledger"
