import type { MedicalTax, Rule } from "@rise-via/jurisdictions"
import { rulesOn, ofKind } from "../limits/select"
import type { LocalDay } from "../local-time"
import { isMore, parseDecimal } from "../decimal"
import type { LocalRate, TaxProblem, TaxQuestion } from "./types"

/** A tax with the rate of the day and place, after those whose cents belong to its base. */
export type RatedTax = { rule: Rule<"tax">; rate: string | null; problem: TaxProblem | null }

export type Stack = { taxes: RatedTax[]; exemption: string | null; problems: TaxProblem[] }

const speaks = ({ excise_exempt, sales_exempt, excise_rate, sales_rate }: MedicalTax) =>
  [excise_exempt, sales_exempt, excise_rate, sales_rate].some((value) => value !== null)

/**
 * The taxes that this customer pays on this day. Only what a shopper is charged: the taxes of growers and wholesalers
 * are cost. A patient of a state without exemption, or after its end, pays as every adult does.
 */
export function stackOf({ rules, customer, localRates }: TaxQuestion, day: LocalDay): Stack {
  const today = rulesOn(rules, day)
  const medical = customer === "medical" ? ofKind(today, "medical_tax").find(({ value }) => speaks(value)) : undefined
  const pays = medical ? "medical" : "adult"
  const charged = (list: Rule[]) =>
    ofKind(list, "tax").filter(
      ({ value }) => value.level === "retail" && value.charged_to_consumer && value.customers.includes(pays)
    )
  const taxes = inOrder(charged(today))
  const problems: TaxProblem[] = ended(charged(rules), charged(today), day)
  if (medical && !medical.enabled) {
    problems.push({ code: "compliance.tax_unconfirmed", rule_id: medical.id })
  }
  if (!charged(rules).length && !medical) {
    problems.push({ code: "compliance.tax_no_rule", rule_id: null })
  }
  return { taxes: taxes.map((rule) => rated(rule, localRates, day)), exemption: medical?.id ?? null, problems }
}

/** A tax whose last known rate has run out: the law has a rate for today, and the data does not know it. */
function ended(ever: Rule<"tax">[], today: Rule<"tax">[], day: LocalDay): TaxProblem[] {
  const ids = [...new Set(ever.map(({ id }) => id))].filter((id) => !today.some((rule) => rule.id === id))
  return ids
    .filter((id) => ever.every((rule) => rule.id !== id || (rule.effective_to !== null && rule.effective_to < day)))
    .map((id) => ({ code: "compliance.tax_ended", rule_id: id }))
}

/** Each after those in its base, and after the one that it is rounded with. The data has no circles; a tax in one would be left out, and that is refused. */
function inOrder(rules: Rule<"tax">[]): Rule<"tax">[] {
  const ordered: Rule<"tax">[] = []
  let waiting = rules
  while (waiting.length) {
    const ready = waiting.filter(
      ({ value }) => !waiting.some(({ id }) => value.plus.includes(id) || value.rounds_with === id)
    )
    if (!ready.length) {
      throw new Error(`Taxes that are each in the other's base: ${waiting.map(({ id }) => id).join(", ")}`)
    }
    ordered.push(...ready)
    waiting = waiting.filter((rule) => !ready.includes(rule))
  }
  return ordered
}

/** A local rate that the licensee entered is also their confirmation of the rule. */
function rated(rule: Rule<"tax">, localRates: LocalRate[], day: LocalDay): RatedTax {
  const { local, rate, max_rate: max } = rule.value
  const problem = (code: TaxProblem["code"]) => ({ rule, rate: null, problem: { code, rule_id: rule.id } })
  if (!local) {
    return rule.enabled ? { rule, rate, problem: null } : problem("compliance.tax_unconfirmed")
  }
  const found = localRates.find(
    ({ rule_id, effective_from: from, effective_to: to }) =>
      rule_id === rule.id && (from === null || from <= day) && (to === null || day <= to)
  )
  if (!found) {
    return problem("compliance.tax_local_rate_missing")
  }
  return max !== undefined && isMore(parseDecimal(found.rate), parseDecimal(max))
    ? problem("compliance.tax_local_rate_too_high")
    : { rule, rate: found.rate, problem: null }
}
