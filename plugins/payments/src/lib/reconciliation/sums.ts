import type { ReconciliationSum, SettlementLine } from "../../types"
import type { Standing } from "./our-standing"

type Compared = { theirs: SettlementLine[]; standing?: Standing }

/** Adds a page to what both sides come to. Money that was refused, voided or never came counts on neither. */
export function addUp(sums: ReconciliationSum[], page: Compared[]): ReconciliationSum[] {
  const byKey = new Map(sums.map((sum) => [keyOf(sum), { ...sum }]))
  const add = (side: ReconciliationSum["side"], kind: string, currency_code: string, cents: number) => {
    const sum = byKey.get(keyOf({ side, kind, currency_code })) ?? { side, kind, currency_code, count: 0, cents: 0 }
    byKey.set(keyOf(sum), { ...sum, count: sum.count + 1, cents: sum.cents + cents })
  }
  for (const { theirs, standing } of page) {
    for (const { status, kind, currency_code, amount_cents } of distinct(theirs)) {
      if (status !== "voided" && status !== "failed") {
        add("theirs", kind, currency_code, amount_cents)
      }
    }
    if (standing && standing.status !== "voided" && standing.status !== "nothing" && standing.status !== "unknown") {
      add("ours", standing.kind, standing.currency_code, standing.cents)
    }
  }
  return [...byKey.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const distinct = (lines: SettlementLine[]) => [...new Map(lines.map((line) => [line.id, line])).values()]

const keyOf = ({ side, kind, currency_code }: Pick<ReconciliationSum, "side" | "kind" | "currency_code">) =>
  `${side} ${kind} ${currency_code}`
