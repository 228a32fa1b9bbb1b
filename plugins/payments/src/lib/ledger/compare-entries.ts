import { generateEntityId } from "@medusajs/framework/utils"
import type { LedgerConflict } from "../../types"
import type { PreparedEntry } from "./prepare-entry"

type Fact = Pick<
  PreparedEntry,
  "kind" | "voids" | "amount_cents" | "currency_code" | "payment_session_id" | "correlation_id"
>

const MONEY_FACTS = ["kind", "voids", "amount_cents", "currency_code"] as const

/** The facts in which a repeat contradicts what the books have. A session that was not known is no contradiction. */
export function differences(known: Fact, told: Fact): LedgerConflict["differs"] {
  const differs: LedgerConflict["differs"] = MONEY_FACTS.filter((field) => known[field] !== told[field])
  const isOtherSession =
    !!known.payment_session_id && !!told.payment_session_id && known.payment_session_id !== told.payment_session_id
  return isOtherSession ? [...differs, "payment_session_id"] : differs
}

/**
 * The trace of a fact that was told again: every call and every callback has its entry, but only the first one moves
 * money. It also ties a fact to its session when the first one did not know it. Nothing for a mere repeat.
 */
export function echoOf(known: Fact, told: PreparedEntry): PreparedEntry | undefined {
  const isOtherMessage = !!told.correlation_id && told.correlation_id !== known.correlation_id
  const isNewSession = !!told.payment_session_id && !known.payment_session_id
  const differs = differences(known, told)
  if (!isOtherMessage && !isNewSession && !differs.length) {
    return undefined
  }
  const told_by = told.correlation_id ?? [told.payment_session_id, ...MONEY_FACTS.map((field) => told[field])].join(":")
  return {
    ...told,
    id: generateEntityId(undefined, "pent"),
    key: `${told.key}@${told_by}`,
    kind: "notice",
    voids: null,
    amount_cents: 0,
  }
}
