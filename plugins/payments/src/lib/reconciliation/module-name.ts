export const PAYMENTS_RECONCILIATION_MODULE = "payments_reconciliation"
