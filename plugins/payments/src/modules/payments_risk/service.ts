import type { Context } from "@medusajs/framework/types"
import {
  generateEntityId,
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
} from "@medusajs/framework/utils"
import { audit, clock, enqueue, type AuditActor } from "@rise-via/core"
import type { PastSale } from "../../lib/risk/dry-run"
import type { LabelledSale } from "../../lib/risk/model"
import { RISK_REVIEW_CLEARED, RISK_REVIEW_REJECTED, RISK_REVIEW_REQUESTED } from "../../lib/risk/events"
import { HELD_REVIEW_STATES } from "../../lib/risk/words"
import type { RiskAssessmentDTO, RiskAssessmentInput, RiskLabelInput, RiskReview } from "../../types"
import { eraseCustomer, forgetSignals, insertAssessment, insertLabel, placeAssessment } from "./assessment-statements"
import { RiskRuleService } from "./rule-service"
import {
  countKnownSales,
  knownSales,
  pastSales,
  situationOf,
  type Knex,
  type RiskSituation,
  type RiskSubjects,
} from "./statements"

const SYSTEM: AuditActor = { type: "system", id: "payments.risk" }
const DAY_MS = 24 * 60 * 60_000

type Verdict = { actor: AuditActor; why: string }

/** Scores of attempts to pay, the review queue, and what became of the sales. */
export default class PaymentsRiskModuleService extends RiskRuleService implements RiskReview {
  /** What is known of where an attempt comes from, and which rules decide. One statement. */
  @InjectManager()
  async situationOf(subjects: RiskSubjects, @MedusaContext() context: Context = {}): Promise<RiskSituation> {
    return await situationOf(this.knex(context), subjects, clock.now())
  }

  /** Stores an attempt. The same hold stores it once. */
  @InjectManager()
  async record(
    input: RiskAssessmentInput & { hold_id: string | null },
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await insertAssessment(this.knex(context), { id: generateEntityId(undefined, "prisk"), ...input })
  }

  /** Must this session's money wait? The last attempt whose checkout was not undone decides. */
  @InjectManager()
  async isHeldForReview(paymentSessionId: string, @MedusaContext() context: Context = {}): Promise<boolean> {
    const [last] = await this.listPaymentRiskAssessments(
      { payment_session_id: paymentSessionId, state: ["open", "placed"] },
      { select: ["id", "review_state"], take: 1, order: { assessed_at: "DESC", id: "DESC" } },
      context
    )
    return !!last && HELD_REVIEW_STATES.includes(last.review_state)
  }

  /** The newest attempt to pay this session, whatever became of it. */
  @InjectManager()
  async lastAttemptAt(
    paymentSessionId: string,
    @MedusaContext() context: Context = {}
  ): Promise<RiskAssessmentDTO | undefined> {
    const [last] = await this.listPaymentRiskAssessments(
      { payment_session_id: paymentSessionId },
      { take: 1, order: { assessed_at: "DESC", id: "DESC" } },
      context
    )
    return last
  }

  /** The order whose review is not over, if its is not. */
  @InjectManager()
  async openReviewOf(orderId: string, @MedusaContext() context: Context = {}): Promise<RiskAssessmentDTO | undefined> {
    const [row] = await this.listPaymentRiskAssessments(
      { order_id: orderId, review_state: ["pending", "rejecting"] },
      { take: 1 },
      context
    )
    return row
  }

  /** The checkout failed after the score. Does nothing when nothing was stored under the hold. */
  @InjectManager()
  async release(holdId: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.knex(context)("payment_risk_assessment")
      .where({ hold_id: holdId, state: "open" })
      .whereNull("deleted_at")
      .update({ state: "undone", updated_at: clock.now() })
  }

  /** The order exists. Safe to repeat. One statement: nobody needs to hear of a sale that is simply good. */
  @InjectManager()
  async confirm(holdId: string, orderId: string, @MedusaContext() context: Context = {}): Promise<void> {
    await placeAssessment(this.knex(context), holdId, orderId)
  }

  /** The same of a sale that may have to wait: staff hear of those they must look at. */
  @InjectTransactionManager()
  async confirmInReview(holdId: string, orderId: string, @MedusaContext() context: Context = {}): Promise<void> {
    const row = await placeAssessment(this.transaction(context), holdId, orderId)
    if (row?.review_state === "pending") {
      await this.tell(RISK_REVIEW_REQUESTED, row, context)
      await audit(context, {
        actor: SYSTEM,
        action: "payments.review_requested",
        subject: { type: "order", id: orderId },
        after: { assessment: row.id, score: row.score, rule_set_version: row.rule_set_version },
      })
    }
  }

  /** Staff say the sale is good: its money may be taken. Saying so again changes nothing. */
  @InjectTransactionManager()
  async clearReview(id: string, verdict: Verdict, @MedusaContext() context: Context = {}): Promise<RiskAssessmentDTO> {
    const row = await this.lock(id, context)
    if (row.review_state === "cleared") {
      return row
    }
    demandPending(row)
    const after = await this.decideReview(row, "cleared", verdict, context)
    await this.addLabel({ kind: "staff_cleared", source: `staff:${id}`, assessment_id: id }, verdict, context)
    await this.tell(RISK_REVIEW_CLEARED, after, context)
    return after
  }

  /** Staff say no; the order is canceled next. From here on nobody else can decide otherwise. */
  @InjectTransactionManager()
  async beginRejection(
    id: string,
    verdict: Verdict,
    @MedusaContext() context: Context = {}
  ): Promise<RiskAssessmentDTO> {
    const row = await this.lock(id, context)
    if (row.review_state === "rejected" || row.review_state === "rejecting") {
      return row
    }
    demandPending(row)
    return await this.decideReview(row, "rejecting", verdict, context)
  }

  /** The order could not be canceled: the sale waits for staff again. */
  @InjectTransactionManager()
  async undoRejection(id: string, why: string, @MedusaContext() context: Context = {}): Promise<void> {
    const row = await this.lock(id, context)
    if (row.review_state === "rejecting") {
      await this.decideReview(row, "pending", { actor: SYSTEM, why }, context)
    }
  }

  @InjectTransactionManager()
  async finishRejection(
    id: string,
    verdict: Verdict,
    @MedusaContext() context: Context = {}
  ): Promise<RiskAssessmentDTO> {
    const row = await this.lock(id, context)
    if (row.review_state !== "rejecting") {
      return row
    }
    const after = await this.decideReview(row, "rejected", verdict, context)
    await this.addLabel({ kind: "staff_rejected", source: `staff:${id}`, assessment_id: id }, verdict, context)
    await this.tell(RISK_REVIEW_REJECTED, after, context)
    return after
  }

  /** The order was canceled before anybody decided: there is nothing to decide any more. */
  @InjectTransactionManager()
  async withdrawReview(orderId: string, @MedusaContext() context: Context = {}): Promise<void> {
    const [found] = await this.listPaymentRiskAssessments(
      { order_id: orderId, review_state: "pending" },
      { take: 1 },
      context
    )
    const row = found && (await this.lock(found.id, context))
    if (row?.review_state === "pending") {
      await this.decideReview(row, "withdrawn", { actor: SYSTEM, why: "The order was canceled" }, context)
    }
  }

  /** Notes what became of sales. What the same source said before is left alone. Returns how many are new. */
  @InjectTransactionManager()
  async label(inputs: RiskLabelInput[], @MedusaContext() context: Context = {}): Promise<number> {
    const knex = this.transaction(context)
    let added = 0
    for (const input of inputs) {
      added += await insertLabel(knex, { id: generateEntityId(undefined, "prlab"), ...input })
    }
    return added
  }

  /** The same by a person, audited. */
  @InjectTransactionManager()
  async labelByStaff(
    input: Omit<RiskLabelInput, "labelled_at">,
    verdict: Verdict,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await this.retrievePaymentRiskAssessment(input.assessment_id as string, { select: ["id"] }, context)
    if (await this.addLabel(input, verdict, context)) {
      await audit(context, {
        actor: verdict.actor,
        action: "payments.risk_assessment_labelled",
        subject: { type: "payment_risk_assessment", id: input.assessment_id as string },
        after: { kind: input.kind },
        why: verdict.why,
      })
    }
  }

  /** Sales whose outcome is known, newest first. */
  @InjectManager()
  async knownSales(@MedusaContext() context: Context = {}): Promise<LabelledSale[]> {
    return await knownSales(this.knex(context), this.matureBefore(), this.options.modelMaxRows)
  }

  @InjectManager()
  async countKnownSales(@MedusaContext() context: Context = {}) {
    return await countKnownSales(this.knex(context), this.matureBefore(), this.options.modelMaxRows)
  }

  /** Sales since then that were placed or refused, newest first. */
  @InjectManager()
  async pastSales(since: Date, limit: number, @MedusaContext() context: Context = {}): Promise<PastSale[]> {
    return await pastSales(this.knex(context), since, limit)
  }

  /** Blanks the hashes of a batch of attempts whose time is over. Returns how many. */
  @InjectTransactionManager()
  async forgetSignals(limit: number, @MedusaContext() context: Context = {}): Promise<number> {
    const before = new Date(clock.now().getTime() - this.options.retentionDays * DAY_MS)
    return await forgetSignals(this.transaction(context), before, limit)
  }

  /** Scores and outcomes stay, and belong to nobody. */
  @InjectTransactionManager()
  async eraseCustomer(customerId: string, @MedusaContext() context: Context = {}): Promise<void> {
    await eraseCustomer(this.transaction(context), customerId)
  }

  private matureBefore = () => new Date(clock.now().getTime() - this.options.matureDays * DAY_MS)

  private async addLabel(input: Omit<RiskLabelInput, "labelled_at">, { why }: Verdict, context: Context) {
    return await this.label([{ ...input, note: why, labelled_at: clock.now() }], context)
  }

  private async decideReview(
    row: RiskAssessmentDTO,
    review_state: RiskAssessmentDTO["review_state"],
    { actor, why }: Verdict,
    context: Context
  ): Promise<RiskAssessmentDTO> {
    const after = await this.updatePaymentRiskAssessments(
      { id: row.id, review_state, verdict_by: actor.id, verdict_why: why, verdict_at: clock.now() },
      context
    )
    await audit(context, {
      actor,
      action: `payments.review_${review_state}`,
      subject: { type: "order", id: row.order_id ?? row.cart_id },
      before: { assessment: row.id, review_state: row.review_state },
      after: { assessment: row.id, review_state },
      why,
    })
    return after
  }

  /** By the outbox, on the transaction of the change: an event of the bus alone would be lost with its process. */
  private async tell(topic: string, { id, order_id, payment_session_id }: RiskAssessmentDTO, context: Context) {
    await enqueue(context, { topic, key: id, payload: { id, order_id, payment_session_id } })
  }

  private async lock(id: string, context: Context): Promise<RiskAssessmentDTO> {
    const knex = this.transaction(context)
    await knex("payment_risk_assessment").select("id").where({ id }).whereNull("deleted_at").forUpdate()
    return await this.retrievePaymentRiskAssessment(id, {}, context)
  }

  private knex(context: Context): Knex {
    const manager = (context.transactionManager ?? context.manager) as any
    return manager.getTransactionContext?.() ?? manager.getKnex()
  }
}

function demandPending({ id, review_state, state }: RiskAssessmentDTO) {
  if (review_state !== "pending" || state !== "placed") {
    const now = review_state === "none" || state !== "placed" ? "is not in review" : `is ${review_state} already`
    throw new MedusaError(MedusaError.Types.CONFLICT, `The assessment with id: ${id} ${now}`)
  }
}
