import type { Context } from "@medusajs/framework/types"
import {
  generateEntityId,
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit, clock, openCase, type AuditActor } from "@rise-via/core"
import { auditDifference } from "../../lib/reconciliation/audit-difference"
import { differenceCase, failedCase } from "../../lib/reconciliation/difference-case"
import { LostRun } from "../../lib/reconciliation/lost-run"
import { parseReconciliationOptions, type ReconciliationOptions } from "../../lib/reconciliation/options"
import type {
  BatchSum,
  Compared,
  ComparedPage,
  PaymentDifferenceDTO,
  PaymentReconciliationRunDTO,
  RunProgress,
  RunRequest,
  SettlementLine,
} from "../../types"
import { PaymentDifference, PaymentReconciliationRun, PaymentRunDifference, PaymentSettlementLine } from "./models"
import {
  addLines,
  batchSums,
  countReferences,
  linesOf,
  markLines,
  paymentsOfSessions,
  referencesAfter,
  resolveDifferences,
  sessionsAfter,
  transactionOf,
  upsertDifferences,
  type ExpectedLine,
} from "./statements"

const SYSTEM: AuditActor = { type: "system", id: "payments.reconciliation" }
/** A worker that gave no sign for so long is dead; between two signs lie a page of a report and a page of comparing. */
export const DEAD_AFTER_MS = 3 * 60_000

/** Runs that compare a service's report with the ledger and the orders, and what did not agree. */
export default class PaymentsReconciliationModuleService extends MedusaService({
  PaymentDifference,
  PaymentReconciliationRun,
  PaymentRunDifference,
  PaymentSettlementLine,
}) {
  readonly options: ReconciliationOptions

  constructor(container: Record<string, unknown>, options: Record<string, unknown> = {}) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's generated constructor takes more than it declares
    super(...(arguments as unknown as [Record<string, unknown>]))
    this.options = parseReconciliationOptions(options)
  }

  /** Asks for a run. CONFLICT while one of the same service is not finished: the database lets only one in. */
  @InjectTransactionManager()
  async request(
    request: RunRequest,
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<PaymentReconciliationRunDTO> {
    const { provider, day } = request
    const id = generateEntityId(undefined, "prun")
    const [made] = await transactionOf(context)("payment_reconciliation_run")
      .insert({ id, ...request })
      .onConflict(transactionOf(context).raw("(provider) WHERE state IN ('queued', 'running') AND deleted_at IS NULL"))
      .ignore()
      .returning("id")
    if (!made) {
      throw new MedusaError(MedusaError.Types.CONFLICT, `${provider} is being reconciled right now`)
    }
    await audit(context, {
      actor,
      action: "payments.reconciliation_requested",
      subject: { type: "payment_reconciliation_run", id },
      after: { provider, day },
    })
    return await this.retrievePaymentReconciliationRun(id, {}, context)
  }

  /** Takes up a run that waits or whose worker is dead. Nothing when somebody works on it, or it has ended. */
  @InjectTransactionManager()
  async claim(
    id: string,
    holder: string,
    @MedusaContext() context: Context = {}
  ): Promise<PaymentReconciliationRunDTO | undefined> {
    const now = clock.now()
    const knex = transactionOf(context)
    const [claimed] = await knex("payment_reconciliation_run")
      .where({ id })
      .whereNull("deleted_at")
      .whereRaw("(state = 'queued' OR (state = 'running' AND (holder = ? OR heartbeat_at < ?)))", [
        holder,
        new Date(now.getTime() - DEAD_AFTER_MS),
      ])
      .update({
        state: "running",
        holder,
        heartbeat_at: now,
        started_at: knex.raw("coalesce(started_at, ?)", [now]),
        updated_at: knex.fn.now(),
      })
      .returning("*")
    return claimed
  }

  /** Notes how far the run has come and that its worker lives. LostRun when another one has taken it up. */
  @InjectTransactionManager()
  async progress(
    id: string,
    holder: string,
    { sums, ...progress }: RunProgress,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    const knex = transactionOf(context)
    const count: number = await knex("payment_reconciliation_run")
      .where({ id, holder, state: "running" })
      .update({
        ...progress,
        ...(sums && { sums: JSON.stringify(sums) }),
        heartbeat_at: clock.now(),
        updated_at: knex.fn.now(),
      })
    if (count !== 1) {
      throw new LostRun(id)
    }
  }

  @InjectTransactionManager()
  async addLines(
    id: string,
    side: "theirs" | "ours",
    lines: SettlementLine[] | ExpectedLine[],
    @MedusaContext() context: Context = {}
  ): Promise<number> {
    return await addLines(transactionOf(context), id, lines, side)
  }

  /** Forgets what a run has collected: its report is read again from the start, or is not needed any more. */
  @InjectTransactionManager()
  async dropLines(id: string, @MedusaContext() context: Context = {}): Promise<void> {
    await transactionOf(context)("payment_settlement_line").where({ run_id: id }).delete()
  }

  /** How many transactions there are to compare. PostgreSQL counts them anew too, or it would read all for every page. */
  @InjectTransactionManager()
  async countReferences(id: string, @MedusaContext() context: Context = {}): Promise<number> {
    return await countReferences(transactionOf(context), id)
  }

  /** The next transactions of the run and what the service says of each. */
  @InjectTransactionManager()
  async nextLines(id: string, after: string, limit: number, @MedusaContext() context: Context = {}) {
    const references = await referencesAfter(transactionOf(context), id, after, limit)
    return { references, lines: await linesOf(transactionOf(context), id, references) }
  }

  @InjectTransactionManager()
  async nextSessions(id: string, after: string, limit: number, @MedusaContext() context: Context = {}) {
    return await sessionsAfter(transactionOf(context), id, after, limit)
  }

  @InjectTransactionManager()
  async paymentsOfSessions(sessions: string[], @MedusaContext() context: Context = {}) {
    return await paymentsOfSessions(transactionOf(context), sessions)
  }

  @InjectTransactionManager()
  async markLines(
    id: string,
    references: string[],
    nature: "sum" | "unsure",
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await markLines(transactionOf(context), id, references, nature)
  }

  @InjectTransactionManager()
  async batchSums(id: string, @MedusaContext() context: Context = {}): Promise<BatchSum[]> {
    return await batchSums(transactionOf(context), id)
  }

  /** Writes what a page came to and how far the run is, both or neither. */
  @InjectTransactionManager()
  async settlePage(
    id: string,
    holder: string,
    { progress, ...page }: ComparedPage,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await this.progress(id, holder, progress, context)
    await this.settle(id, page, SYSTEM, context)
  }

  /**
   * Writes what comparing came to: what was found opens and becomes a case, and what was compared and not found closes.
   * `runId` is the run that found it, or the one that did last when staff look a difference up again.
   */
  @InjectTransactionManager()
  async settle(
    runId: string,
    { provider, references, kinds, found }: Compared,
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    const knex = transactionOf(context)
    const rows = found.map((difference) => ({ ...difference, provider, run_id: runId }))
    const opened = await upsertDifferences(knex, rows)
    const resolved = await resolveDifferences(knex, provider, { references, kinds, found }, clock.now())
    for (const difference of opened) {
      await openCase(context, differenceCase(difference))
      await auditDifference(difference, "opened", actor, context)
    }
    if (opened.length) {
      const ids = opened.map(({ id }) => id)
      await knex("payment_difference").whereIn("id", ids).update({ has_case: true })
    }
    for (const difference of resolved) {
      await auditDifference(difference, "resolved", actor, context)
    }
  }

  /** The run has ended, well or with an error. It may be asked for again. */
  @InjectTransactionManager()
  async end(id: string, holder: string, error: string | null, @MedusaContext() context: Context = {}): Promise<void> {
    await this.progress(id, holder, {}, context)
    const state = error === null ? "completed" : "failed"
    await this.updatePaymentReconciliationRuns({ id, state, error, ended_at: clock.now(), holder: null }, context)
    await audit(context, {
      actor: SYSTEM,
      action: `payments.reconciliation_${state}`,
      subject: { type: "payment_reconciliation_run", id },
      after: error === null ? { state } : { state, error },
    })
    await this.dropLines(id, context)
    if (error !== null) {
      await openCase(context, failedCase(await this.retrievePaymentReconciliationRun(id, {}, context)))
    }
  }

  /** Staff have looked at it and it may stay as it is. Accepting it again changes the reason. */
  @InjectTransactionManager()
  async accept(
    id: string,
    reason: string,
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<PaymentDifferenceDTO> {
    const knex = transactionOf(context)
    const [before] = await knex("payment_difference").where({ id }).whereNull("deleted_at").forUpdate()
    if (!before) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Payment difference with id: ${id} was not found`)
    }
    if (before.state === "resolved") {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Payment difference ${id} is resolved already`)
    }
    const [after] = await knex("payment_difference")
      .where({ id })
      .update({
        state: "accepted",
        note: reason,
        closed_by: actor.id,
        closed_at: clock.now(),
        updated_at: knex.fn.now(),
      })
      .returning("*")
    await auditDifference(after, "accepted", actor, context, reason)
    return after
  }

  /** Notes that staff had the service asked again, or what it said recorded. */
  @InjectTransactionManager()
  async acted(
    difference: PaymentDifferenceDTO,
    what: "looked_up" | "recorded",
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await auditDifference(difference, what, actor, context)
  }

  @InjectManager()
  async casesClosed(ids: string[], @MedusaContext() context: Context = {}): Promise<void> {
    await this.updatePaymentDifferences(
      ids.map((id) => ({ id, has_case: false })),
      context
    )
  }
}
