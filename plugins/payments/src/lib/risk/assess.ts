import type { BigNumberInput } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import type { GateFacts } from "@rise-via/core"
import type { RiskAssessmentDTO, RiskAssessmentInput } from "../../types"
import { aeropayService } from "../aeropay/desk-of"
import { AEROPAY_PROVIDER_ID } from "../module-names"
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
  const service = riskService(facts.container)
  const { options } = service
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
  let hashes: Hashes = { device_hash: null, ip_hash: null, bank_hash: null }
  try {
    // A job or a webhook that goes on with a checkout knows no browser; the attempt before it did.
    const before = currentSignals() ? undefined : await service.lastAttemptAt(session.id)
    hashes = await hashesOf(facts, session, options, before)
    const verdict = isRefused(before) ? verdictOf(before) : await score(facts, { ...sale, ...hashes })
    return { ...sale, ...hashes, ...verdict }
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

/** What a person was refused is not tried again behind her back until it passes. */
const isRefused = (before: RiskAssessmentDTO | undefined): before is RiskAssessmentDTO =>
  before?.state === "blocked" && before.is_enforced

const verdictOf = (before: RiskAssessmentDTO): Scored => ({
  features: before.features as RiskFeatures,
  score: before.score,
  decision: before.decision,
  reasons: before.reasons as unknown as Scored["reasons"],
  model_probability: before.model_probability,
  rule_set_version: before.rule_set_version,
  model_version: before.model_version,
})

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

async function hashesOf(
  facts: GateFacts,
  session: Session,
  { hashKey }: RiskOptions,
  before: RiskAssessmentDTO | undefined
): Promise<Hashes> {
  if (!hashKey) {
    return { device_hash: null, ip_hash: null, bank_hash: null }
  }
  const signals = currentSignals()
  const device = signals?.device_id ?? deviceIdOf(facts.cart?.metadata?.device_id)
  const bank = await bankAccountOf(facts, session)
  return {
    device_hash: signalHash(hashKey, "device", device) ?? before?.device_hash ?? null,
    ip_hash: signalHash(hashKey, "ip", signals?.ip) ?? before?.ip_hash ?? null,
    bank_hash: signalHash(hashKey, "bank", bank && `${session.provider_id}:${bank}`),
  }
}

/** From our own row of her wallet: what a storefront says of an account in `data` is not believed. */
async function bankAccountOf({ container, customer }: GateFacts, { provider_id }: Session) {
  const wallet =
    provider_id === AEROPAY_PROVIDER_ID && customer ? await aeropayService(container).walletOf(customer.id) : undefined
  return wallet?.bank_account_id ? String(wallet.bank_account_id) : null
}

/** To the nearest cent: a fraction is the register's to refuse, not a reason to leave a sale unscored. */
function centsOf(amount: BigNumberInput): number {
  const cents = MathBN.mult(amount ?? 0, 100).decimalPlaces(0)
  return cents.isFinite() ? MathBN.max(0, MathBN.min(cents, MAX_CENTS)).toNumber() : 0
}

/** knex puts the whole statement before what is wrong with it. */
const reasonOf = (error: unknown) => (error as Error).message.slice(-300)
