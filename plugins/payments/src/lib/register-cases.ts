import type { CaseInput } from "@rise-via/core"
import type { PosabitOrderDTO, SettlementResult } from "../types"

type Row = Pick<PosabitOrderDTO, "order_id" | "posabit_id" | "amount_cents" | "currency_code">

/** A case about one order. `extra` in the key where the same thing may happen again with another value. */
export function orderCase(
  row: Row,
  what: string,
  summary: string,
  details: Record<string, unknown> = {},
  extra = ""
): CaseInput {
  return {
    kind: `payments.${what}`,
    key: extra ? `${row.order_id}:${extra}` : row.order_id,
    summary,
    subject: { type: "order", id: row.order_id },
    details: { posabit_id: row.posabit_id, ...details },
  }
}

export const money = (cents: number, currency: string) => `${(cents / 100).toFixed(2)} ${currency.toUpperCase()}`

export const withdrawnCase = (row: Row, why: string) =>
  orderCase(
    row,
    "cancel_at_register",
    `Cancel order ${row.posabit_id} in POSaBIT: it was undone here, and POSaBIT lets only people cancel.`,
    { why },
    row.posabit_id ?? ""
  )

/** What staff must look at after a settlement. A difference is never a failure: the money is in the till. */
export function settlementCases(row: PosabitOrderDTO, result: SettlementResult): CaseInput[] {
  const { amount_cents, pos_total_cents, currency_code } = row
  const amounts = { expected_cents: amount_cents, pos_total_cents, captured_cents: result.captured_cents }
  const cases: CaseInput[] = []
  if (pos_total_cents === null) {
    const summary = `POSaBIT says the order was paid but not how much; ${money(result.captured_cents, currency_code)} were captured.`
    cases.push(orderCase(row, "total_unknown", summary, amounts))
  } else if (pos_total_cents !== amount_cents) {
    const took = money(pos_total_cents, currency_code)
    const summary = `The register took ${took}, the order came to ${money(amount_cents, currency_code)}.`
    cases.push(orderCase(row, "total_differs", summary, amounts))
  }
  if (result.is_order_canceled) {
    cases.push(
      orderCase(
        row,
        "paid_after_cancel",
        "The register took money for an order that is canceled here. Give it back in POSaBIT's portal and record the refund.",
        amounts
      )
    )
  }
  return cases
}
