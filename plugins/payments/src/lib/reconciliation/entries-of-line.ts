import type { GatewayName, LedgerEntryInput, SettlementLine } from "../../types"
import type { Standing } from "./our-standing"

/**
 * The entries that a line of the report comes to, for services that do not make their own: named by the service's id, as
 * the ledger asks, so that what is in the books already is not counted again. None where nothing can be said: our books
 * cannot unsay money that they have.
 */
export function entriesOfLine(
  provider: GatewayName,
  line: SettlementLine,
  standing: Standing | undefined
): LedgerEntryInput[] {
  const { reference, kind, status } = line
  if (!reference || (kind !== "capture" && kind !== "refund" && kind !== "payout") || status === "failed") {
    return []
  }
  const entry = (more: Pick<LedgerEntryInput, "key" | "kind"> & Partial<LedgerEntryInput>): LedgerEntryInput => ({
    provider,
    source: "read",
    operation: "reconciliation",
    outcome: "succeeded",
    amount_cents: line.amount_cents,
    currency_code: line.currency_code,
    payment_session_id: line.payment_session_id ?? standing?.payment_session_id ?? null,
    provider_reference: reference,
    provider_parent: line.parent ?? null,
    provider_status: status,
    occurred_at: line.occurred_at,
    ...more,
  })
  const undone = { provider_reference: reference, provider_parent: reference }
  const isPromise = kind === "refund" && status === "pending"
  return [
    entry({ key: `${kind}:${reference}`, kind, outcome: isPromise ? "pending" : "succeeded" }),
    ...(status === "voided" ? [entry({ key: `void:${reference}`, kind: "void", voids: "capture", ...undone })] : []),
    ...(status === "returned" ? [entry({ key: `return:${reference}`, kind: "return", ...undone })] : []),
    ...(standing?.status === "returned" && (status === "pending" || status === "settled")
      ? [entry({ key: `recovery:${reference}`, kind: "recovery", ...undone })]
      : []),
  ]
}
