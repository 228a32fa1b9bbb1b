import type { Context } from "@medusajs/framework/types"
import {
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit, clock, type AuditActor } from "@rise-via/core"
import type { ActiveModel } from "../../lib/risk/decide"
import { BUILT_IN_VERSION, DEFAULT_RULES } from "../../lib/risk/default-rules"
import type { RiskModelMetrics, RiskModelParameters } from "../../lib/risk/model"
import { parseRiskOptions, type RiskOptions } from "../../lib/risk/options"
import type { RiskRules } from "../../lib/risk/rules"
import type { RiskModelDTO, RiskRuleSetDTO } from "../../types"
import { PaymentRiskAssessment, PaymentRiskLabel, PaymentRiskModel, PaymentRiskRuleSet } from "./models"
import type { Knex } from "./statements"

export type RiskPolicy = { rules: RiskRules; model: ActiveModel | null }
export type NewRiskModel = {
  parameters: RiskModelParameters
  metrics: RiskModelMetrics
  labels_count: number
  bad_count: number
  held_out_count: number
}

/** Rules and learned models: made, activated, and read by their version. */
export class RiskRuleService extends MedusaService({
  PaymentRiskAssessment,
  PaymentRiskLabel,
  PaymentRiskModel,
  PaymentRiskRuleSet,
}) {
  readonly options: RiskOptions
  /** What a version says never changes, so it may be kept. A map, because Medusa runs methods on copies of the service. */
  private readonly policies = new Map<string, RiskPolicy>()

  constructor(container: Record<string, unknown>, options: { risk?: Record<string, unknown> } = {}) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's generated constructor takes more than it declares
    super(...(arguments as unknown as [Record<string, unknown>]))
    this.options = parseRiskOptions(options.risk)
  }

  @InjectManager()
  async policyOf(
    rulesVersion: number,
    modelVersion: number | null,
    @MedusaContext() context: Context = {}
  ): Promise<RiskPolicy> {
    const key = `${rulesVersion} ${modelVersion}`
    const known = this.policies.get(key)
    if (known) {
      return known
    }
    const rules = await this.rulesOf(rulesVersion, context)
    const policy = { rules, model: await this.modelOf(modelVersion, context) }
    // Only the newest is asked for again.
    this.policies.clear()
    this.policies.set(key, policy)
    return policy
  }

  /** The learned model that is switched on. */
  @InjectManager()
  async activeModel(@MedusaContext() context: Context = {}): Promise<ActiveModel | null> {
    const [active] = await this.listPaymentRiskModels({ is_active: true }, { select: ["version"], take: 1 }, context)
    return await this.modelOf(active?.version ?? null, context)
  }

  private async rulesOf(version: number, context: Context): Promise<RiskRules> {
    if (version === BUILT_IN_VERSION) {
      return DEFAULT_RULES
    }
    const [{ review_at, block_at, rules }] = await this.listPaymentRiskRuleSets({ version }, { take: 1 }, context)
    return { review_at, block_at, rules: rules as unknown as RiskRules["rules"] }
  }

  private async modelOf(version: number | null, context: Context): Promise<ActiveModel | null> {
    if (version === null) {
      return null
    }
    const [{ parameters, threshold }] = await this.listPaymentRiskModels({ version }, { take: 1 }, context)
    return {
      parameters: parameters as unknown as RiskModelParameters,
      threshold,
      points: this.options.modelPoints,
    }
  }

  /** A draft, or the same draft with other rules. Rules that were activated are never changed: make a new draft of them. */
  @InjectTransactionManager()
  async saveRules(
    { id, ...changes }: RiskRules & { id?: string; name: string },
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<RiskRuleSetDTO> {
    const knex = this.transaction(context)
    const before = id ? await this.lockRules(knex, id, context) : undefined
    if (before && before.state !== "draft") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `The rules ${before.version} were activated and stay as they are; save them as a new draft`
      )
    }
    const values = { ...changes, rules: changes.rules as unknown as Record<string, unknown> }
    const after = before
      ? await this.updatePaymentRiskRuleSets({ id: before.id, ...values }, context)
      : await this.createPaymentRiskRuleSets(
          { ...values, version: await nextVersion(knex, "payment_risk_rule_set"), created_by: actor.id },
          context
        )
    await audit(context, {
      actor,
      action: "payments.risk_rules_saved",
      subject: { type: "payment_risk_rule_set", id: after.id },
      before: before && rulesOfRow(before),
      after: { version: after.version, ...rulesOfRow(after) },
    })
    return after
  }

  /** From the next sale on these rules decide. Activating the active ones again changes nothing. */
  @InjectTransactionManager()
  async activateRules(
    id: string,
    { actor, why }: { actor: AuditActor; why: string },
    @MedusaContext() context: Context = {}
  ): Promise<RiskRuleSetDTO> {
    const knex = this.transaction(context)
    // All that activate wait here, so that one of them is the last and only one is active.
    await knex.raw("SELECT pg_advisory_xact_lock(hashtext('payment_risk_rule_set'))")
    const row = await this.lockRules(knex, id, context)
    if (row.state === "active") {
      return row
    }
    if (row.state === "retired") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `The rules ${row.version} are retired; save them as a new draft`
      )
    }
    const [active] = await this.listPaymentRiskRuleSets({ state: "active" }, { take: 1 }, context)
    if (active) {
      await knex("payment_risk_rule_set")
        .where({ id: active.id })
        .update({ state: "retired", updated_at: knex.fn.now() })
    }
    const after = await this.updatePaymentRiskRuleSets(
      { id, state: "active", activated_by: actor.id, activated_at: clock.now(), activated_why: why },
      context
    )
    await audit(context, {
      actor,
      action: "payments.risk_rules_activated",
      subject: { type: "payment_risk_rule_set", id },
      before: { version: active?.version ?? BUILT_IN_VERSION },
      after: { version: row.version },
      why,
    })
    return after
  }

  @InjectTransactionManager()
  async keepModel(
    model: NewRiskModel,
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<RiskModelDTO> {
    const { parameters, metrics, ...counts } = model
    const row = await this.createPaymentRiskModels(
      {
        ...counts,
        version: await nextVersion(this.transaction(context), "payment_risk_model"),
        parameters: parameters as unknown as Record<string, unknown>,
        metrics: metrics as unknown as Record<string, unknown>,
        threshold: metrics.threshold,
        trained_by: actor.id,
        trained_at: clock.now(),
      },
      context
    )
    await audit(context, {
      actor,
      action: "payments.risk_model_trained",
      subject: { type: "payment_risk_model", id: row.id },
      after: { version: row.version, ...counts, metrics },
    })
    return row
  }

  /** Switches a model on, and whichever was on off; or off. A model whose worth could not be measured stays off. */
  @InjectTransactionManager()
  async switchModel(
    id: string,
    { actor, why, isActive }: { actor: AuditActor; why: string; isActive: boolean },
    @MedusaContext() context: Context = {}
  ): Promise<RiskModelDTO> {
    const knex = this.transaction(context)
    await knex.raw("SELECT pg_advisory_xact_lock(hashtext('payment_risk_model'))")
    const row = await this.retrievePaymentRiskModel(id, {}, context)
    if (row.is_active === isActive) {
      return row
    }
    const { precision, recall } = row.metrics as unknown as RiskModelMetrics
    if (isActive && !(precision && recall)) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `The model ${row.version} found nothing bad in the sales it was judged by, so it stays off`
      )
    }
    await knex("payment_risk_model").where({ is_active: true }).update({ is_active: false, updated_at: knex.fn.now() })
    const after = await this.updatePaymentRiskModels(
      { id, is_active: isActive, switched_by: actor.id, switched_at: clock.now() },
      context
    )
    await audit(context, {
      actor,
      action: isActive ? "payments.risk_model_activated" : "payments.risk_model_deactivated",
      subject: { type: "payment_risk_model", id },
      after: { version: row.version, is_active: isActive },
      why,
    })
    return after
  }

  private async lockRules(knex: Knex, id: string, context: Context): Promise<RiskRuleSetDTO> {
    await knex("payment_risk_rule_set").select("id").where({ id }).whereNull("deleted_at").forUpdate()
    return await this.retrievePaymentRiskRuleSet(id, {}, context)
  }

  /** Medusa types its managers as `unknown`. Outside a transaction a row lock would end at once, so that is refused. */
  protected transaction(context: Context): Knex {
    const knex = (context.transactionManager as any)?.getTransactionContext?.()
    if (!knex) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "A risk decision is written only inside a transaction")
    }
    return knex
  }
}

/** One at a time: two that save together must not get the same number. */
async function nextVersion(knex: Knex, table: string): Promise<number> {
  await knex.raw("SELECT pg_advisory_xact_lock(hashtext(?))", [`${table}.version`])
  const { rows } = await knex.raw("SELECT coalesce(max(version), 0) + 1 AS version FROM ??", [table])
  return rows[0].version
}

const rulesOfRow = ({ name, review_at, block_at, rules }: RiskRuleSetDTO) => ({ name, review_at, block_at, rules })
