import { allow, block, type AuditActor, type GateAnswer, type GateFacts, type GateReason } from "@rise-via/core"
import { money } from "../register-cases"
import { limitsOf, type RefundOptions } from "./options"

/** What the gate `refund` is asked with (`facts.extra`). */
export type RefundFacts = {
  payment_id: string
  order_id: string | null
  provider_id: string
  amount_cents: number
  currency_code: string
  actor: AuditActor
  reason: string
  /** What the actor gave back in the last 24 hours without a second person. */
  given_back_cents: number
}

/** A second person may lift a reason with this fact; any other reason stops the refund. */
const LIFTED_BY = "second_person"

const needsSecondPerson = (reason: GateReason): GateReason => ({
  ...reason,
  facts: { ...reason.facts, lifted_by: LIFTED_BY },
})

export const isLiftable = ({ facts }: GateAnswer) => facts?.lifted_by === LIFTED_BY

/** The shop's limits: above them giving money back needs a second person. */
export function checkLimits(facts: GateFacts, options: RefundOptions) {
  const { amount_cents, currency_code, actor, given_back_cents } = facts.extra as RefundFacts
  const { approvalAbove, dailyLimit } = limitsOf(options, actor.id)
  const reasons: GateReason[] = []
  const above = approvalAbove[currency_code]
  if (above !== undefined && amount_cents > above) {
    reasons.push({
      code: "payments.refund_above_limit",
      message: `A refund above ${money(above, currency_code)} needs the approval of a second person.`,
      facts: { limit_cents: above, amount_cents },
    })
  }
  const daily = dailyLimit[currency_code]
  if (daily !== undefined && given_back_cents + amount_cents > daily) {
    reasons.push({
      code: "payments.refund_above_daily_limit",
      message: `Above ${money(daily, currency_code)} in 24 hours a refund needs the approval of a second person.`,
      facts: { limit_cents: daily, given_back_cents, amount_cents },
    })
  }
  return reasons.length ? block(...reasons.map(needsSecondPerson)) : allow()
}
