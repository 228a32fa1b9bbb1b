import type { BigNumberInput } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import type { GateFacts } from "@rise-via/core"
import type { RiskAssessmentInput } from "../../types"
import { MAX_CENTS } from "../money"
import { decide, type RiskVerdict } from "./decide"
import { featuresOf, unknownFeatures, type RiskFeatures } from "./features"
import type { RiskOptions } from "./options"
import { riskService } from "./risk-service"
import { currentSignals, deviceIdOf, signalHash } from "./signals"

type Session = {
  id: string
  status: string
  provider_id: string
  amount: BigNumberInput
  data?: Record<string, unknown> | null
}

/** What the gate needs of the cart beside what core loads; complete-cart has all of it. */
export const RISK_FIELDS = [
  "billing_address.*",
  ...["id", "status", "provider_id", "amount", "data"].map((field) => `payment_collection.payment_sessions.${field}`),
]

/** Those that complete-cart takes the payment of. */
const PROCESSABLE = ["pending", "requires_more", "authorized", "captured", "pending_authorization"]

/** Where the payment services put the id of the shopper's bank account in a session's `data`. */
const BANK_ACCOUNT_FIELDS = ["bank_account_id", "bankAccountId"]

/** One attempt is scored once: core's check and hold are given the same facts. */
const scored = new WeakMap<GateFacts, Promise<RiskAssessmentInput | null>>()

/** Scores the sale; `null` where nothing is to be paid. Has no effect. */
export function assessmentOf(facts: GateFacts): Promise<RiskAssessmentInput | null> {
  const assessment = scored.get(facts) ?? assess(facts)
  scored.set(facts, assessment)
  return assessment
}

async function assess(facts: GateFacts): Promise<RiskAssessmentInput | null> {
  const cart = facts.cart ?? {}
  const sessions: Session[] = cart.payment_collection?.payment_sessions ?? []
  const session = sessions.find(({ status }) => PROCESSABLE.includes(status))
  if (!session) {
    return null
  }
  const { options } = riskService(facts.container)
  const sale = {
    cart_id: cart.id,
    payment_session_id: session.id,
    provider_id: session.provider_id,
    currency_code: cart.currency_code,
    amount_cents: centsOf(session.amount),
    is_enforced: options.mode === "enforce",
    assessed_at: facts.now,
    customer_id: facts.customer?.id ?? null,
  }
  const hashes = hashesOf(cart, session, options)
  try {
    return { ...sale, ...hashes, ...(await score(facts, { ...sale, ...hashes })) }
  } catch (error) {
    const logger = facts.container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error(`payments: the sale of cart ${cart.id} could not be scored: ${reasonOf(error)}`)
    return { ...sale, ...hashes, ...unscored(options) }
  }
}

type Hashes = Pick<RiskAssessmentInput, "device_hash" | "ip_hash" | "bank_hash">
type Scored = RiskVerdict & { features: RiskFeatures; rule_set_version: number; model_version: number | null }

async function score(
  { container, cart, customer, items, now }: GateFacts,
  sale: Hashes & Pick<RiskAssessmentInput, "customer_id" | "amount_cents">
): Promise<Scored> {
  const service = riskService(container)
  const { customer_id, device_hash, ip_hash, bank_hash, amount_cents } = sale
  const situation = await service.situationOf({ customer_id, device_hash, ip_hash, bank_hash })
  const { rules_version, model_version, history } = situation
  const { rules, model } = await service.policyOf(rules_version, model_version)
  const features = featuresOf(
    {
      now,
      amount_cents,
      items_count: items.reduce((sum, { quantity }) => sum + quantity, 0),
      customer: customer ?? null,
      billing: cart?.billing_address,
      shipping: cart?.shipping_address,
      has_device: device_hash !== null,
    },
    history
  )
  return { ...decide(features, rules, model), features, rule_set_version: rules_version, model_version }
}

/** Scoring failed: the option says whether to let it through, turn it away, or ask people. */
const unscored = ({ onFailure }: RiskOptions): Scored => ({
  features: unknownFeatures(),
  score: 0,
  decision: onFailure,
  reasons: [{ code: "scoring_failed", points: 0, reason: "The sale could not be scored" }],
  model_probability: null,
  rule_set_version: -1,
  model_version: null,
})

function hashesOf(cart: Record<string, any>, session: Session, { hashKey }: RiskOptions): Hashes {
  if (!hashKey) {
    return { device_hash: null, ip_hash: null, bank_hash: null }
  }
  const signals = currentSignals()
  const bank = BANK_ACCOUNT_FIELDS.map((field) => session.data?.[field]).find((id) => typeof id === "string" && id)
  return {
    device_hash: signalHash(hashKey, "device", signals?.device_id ?? deviceIdOf(cart.metadata?.device_id)),
    ip_hash: signalHash(hashKey, "ip", signals?.ip),
    bank_hash: signalHash(hashKey, "bank", bank ? `${session.provider_id}:${String(bank)}` : null),
  }
}

/** To the nearest cent: a fraction is the register's to refuse, not a reason to leave a sale unscored. */
function centsOf(amount: BigNumberInput): number {
  const cents = MathBN.mult(amount ?? 0, 100).decimalPlaces(0)
  return cents.isFinite() ? MathBN.max(0, MathBN.min(cents, MAX_CENTS)).toNumber() : 0
}

/** knex puts the whole statement before what is wrong with it. */
const reasonOf = (error: unknown) => (error as Error).message.slice(-300)
