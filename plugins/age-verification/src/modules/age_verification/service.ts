import { clock, type GateItem } from "@rise-via/core"
import type { Context } from "@medusajs/framework/types"
import {
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { ageOn, birthDateProblem, storeLocalDate } from "../../lib/age"
import { auditDecided, auditErased, auditExpired, auditRequested, auditRestored } from "../../lib/audit-entries"
import { lockCustomer, lockVerification, lockLapsedApprovals } from "../../lib/locks"
import { parseOptions } from "../../lib/options"
import {
  countingRow,
  DECIDED_BY_RULE,
  isInForce,
  isOldEnough,
  isSameRefusal,
  standingOf,
  stateOf,
  type AgeStanding,
  type StandingRows,
} from "../../lib/standing"
import type {
  AgeVerificationChange,
  AgeVerificationDTO,
  AgeVerificationOptions,
  DecideAgeVerificationInput,
  DecideAgeVerificationResult,
  RequestAgeVerificationInput,
  RequestAgeVerificationResult,
} from "../../types"
import { AgeVerification } from "./models"

const DAY_MS = 24 * 60 * 60 * 1000

/** Verifications of age: asked for by customers, decided by staff or by the rule, valid for a while. */
export default class AgeVerificationModuleService extends MedusaService({ AgeVerification }) {
  protected readonly options_: AgeVerificationOptions

  constructor(container: Record<string, unknown>, options?: Record<string, unknown>) {
    // eslint-disable-next-line prefer-rest-params -- the base class reads the container from its arguments
    super(...arguments)
    this.options_ = parseOptions(options)
  }

  /** The plugin's options with defaults, for routes and gates: Medusa gives options to modules only. */
  async getOptions(): Promise<AgeVerificationOptions> {
    return this.options_
  }

  /** Whether any of the lines needs a confirmed age. */
  async isAnyRestricted(items: GateItem[]): Promise<boolean> {
    return items.some((item) => this.options_.restrictedWhen(item))
  }

  /** What is known of a customer's age at an instant. Only `confirmed` may buy. */
  @InjectManager()
  async getStanding(
    customerId: string,
    now: Date = clock.now(),
    @MedusaContext() context: Context = {}
  ): Promise<AgeStanding> {
    const approved = await this.newest_({ customer_id: customerId, status: "approved" }, "decided_at", context)
    // Whoever checks out waits for this, and nearly all of them are confirmed: the rest matters to the others only.
    const newest =
      approved && isInForce(approved, now)
        ? undefined
        : await this.newest_({ customer_id: customerId }, "created_at", context)
    return standingOf({ approved, newest }, this.ruleAt_(now))
  }

  /** The verification a customer should be shown: the approval that counts, else the newest of all. */
  @InjectManager()
  async findCurrent(
    customerId: string,
    @MedusaContext() context: Context = {}
  ): Promise<AgeVerificationDTO | undefined> {
    return countingRow(await this.rowsOf_(customerId, context), clock.now())
  }

  /**
   * A customer claims a birth date. Keeps one open request a customer: what is pending or approved already comes back
   * unchanged. A birth date below the minimum age is kept as a rejection. Throws `INVALID_DATA` on a date that cannot be.
   */
  @InjectManager()
  async request(
    input: RequestAgeVerificationInput,
    @MedusaContext() context: Context = {}
  ): Promise<RequestAgeVerificationResult> {
    return await this.request_(input, context)
  }

  @InjectTransactionManager()
  protected async request_(
    input: RequestAgeVerificationInput,
    @MedusaContext() context: Context = {}
  ): Promise<RequestAgeVerificationResult> {
    const now = clock.now()
    const today = storeLocalDate(now, this.options_.storeTimeZone)
    const problem = birthDateProblem(input.birth_date, today)
    if (problem) {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, problem)
    }

    // Two requests of one customer wait for each other here, so that the second sees what the first made.
    await lockCustomer(context, input.customer_id)
    const rows = await this.rowsOf_(input.customer_id, context)
    const standing = standingOf(rows, this.ruleAt_(now))
    if (standing === "confirmed" || standing === "pending") {
      return { verification: (standing === "confirmed" ? rows.approved : rows.newest)!, outcome: "none", changes: [] }
    }

    const isUnderage = ageOn(input.birth_date, today) < this.options_.minimumAge
    if (isUnderage && isSameRefusal(rows.newest, input.birth_date)) {
      return { verification: rows.newest!, outcome: "none", changes: [] }
    }

    const lapsed = rows.newest?.status === "approved" ? [await this.expire_(rows.newest, context)] : []
    // Every field is given: inside a transaction Medusa answers with the row before the database fills its defaults in.
    const verification = (await this.createAgeVerifications(
      {
        customer_id: input.customer_id,
        method: "birth_date_review",
        status: isUnderage ? "rejected" : "pending",
        birth_date: input.birth_date,
        first_name: input.first_name ?? null,
        last_name: input.last_name ?? null,
        decided_by: isUnderage ? DECIDED_BY_RULE : null,
        decided_at: isUnderage ? now : null,
        reason: isUnderage ? `Younger than ${this.options_.minimumAge}` : null,
        expires_at: null,
        erased_at: null,
      },
      context
    )) as AgeVerificationDTO
    await auditRequested(context, verification)
    return {
      verification,
      outcome: isUnderage ? "rejected" : "requested",
      changes: [...lapsed, { id: verification.id, before: null, status: verification.status }],
    }
  }

  /**
   * Staff approve or reject an open request. The row is locked, so of two decisions at once one wins; the same decision
   * again changes nothing and answers the same. Throws `NOT_FOUND`, and `NOT_ALLOWED` when it was decided otherwise.
   */
  @InjectManager()
  async decide(
    input: DecideAgeVerificationInput,
    @MedusaContext() context: Context = {}
  ): Promise<DecideAgeVerificationResult> {
    return await this.decide_(input, context)
  }

  @InjectTransactionManager()
  protected async decide_(
    { id, decision, actor, reason }: DecideAgeVerificationInput,
    @MedusaContext() context: Context = {}
  ): Promise<DecideAgeVerificationResult> {
    await lockVerification(context, id)
    const before = (await this.retrieveAgeVerification(id, {}, context)) as AgeVerificationDTO
    if (before.status === decision) {
      return { verification: before, changes: [] }
    }
    if (before.status !== "pending") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `Age verification with id: ${id} is ${before.status} already and can no longer be ${decision}`
      )
    }

    const now = clock.now()
    if (decision === "approved") {
      this.assertOldEnough_(before, now)
    }
    const verification = (await this.updateAgeVerifications(
      {
        id,
        status: decision,
        decided_by: actor.id,
        decided_at: now,
        reason: reason ?? null,
        expires_at: decision === "approved" ? new Date(now.getTime() + this.options_.approvalDays * DAY_MS) : null,
      },
      context
    )) as AgeVerificationDTO
    await auditDecided(context, { actor, before, after: verification })
    return { verification, changes: [{ id, before: stateOf(before), status: decision }] }
  }

  /** Writes `expired` on approvals whose time is over, oldest first, at most `take`; rows another process holds are skipped. */
  @InjectManager()
  async expireLapsed(take: number, @MedusaContext() context: Context = {}): Promise<AgeVerificationChange[]> {
    return await this.expireLapsed_(take, context)
  }

  @InjectTransactionManager()
  protected async expireLapsed_(
    take: number,
    @MedusaContext() context: Context = {}
  ): Promise<AgeVerificationChange[]> {
    const ids = await lockLapsedApprovals(context, clock.now(), take)
    const lapsed = ids.length ? await this.listAgeVerifications({ id: ids }, { take: ids.length }, context) : []
    const changes: AgeVerificationChange[] = []
    for (const verification of lapsed) {
      changes.push(await this.expire_(verification as AgeVerificationDTO, context))
    }
    return changes
  }

  /** Undo of a workflow: puts rows back as they were, unless somebody has changed them since. */
  @InjectManager()
  async restore(changes: AgeVerificationChange[], @MedusaContext() context: Context = {}): Promise<void> {
    await this.restore_(changes, context)
  }

  @InjectTransactionManager()
  protected async restore_(changes: AgeVerificationChange[], @MedusaContext() context: Context = {}): Promise<void> {
    for (const { id, before, status } of [...changes].reverse()) {
      await lockVerification(context, id)
      const [current] = await this.listAgeVerifications({ id }, {}, context)
      if (current?.status !== status) {
        continue
      }
      await auditRestored(context, id, status, before)
      if (before) {
        await this.updateAgeVerifications({ id, ...before }, context)
      } else {
        await this.deleteAgeVerifications(id, context)
      }
    }
  }

  /** Forgets a person: birth date, name and reasons go, open and valid rows are withdrawn, decisions stay countable. */
  @InjectManager()
  async erasePerson(customerId: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.erasePerson_(customerId, context)
  }

  @InjectTransactionManager()
  protected async erasePerson_(customerId: string, @MedusaContext() context: Context = {}): Promise<void> {
    await lockCustomer(context, customerId)
    const rows = await this.listAgeVerifications({ customer_id: customerId, erased_at: null }, { take: null }, context)
    for (const { id, status } of rows) {
      await lockVerification(context, id)
      const isOpen = status === "pending" || status === "approved"
      await this.updateAgeVerifications(
        {
          id,
          birth_date: null,
          first_name: null,
          last_name: null,
          reason: null,
          erased_at: clock.now(),
          ...(isOpen && { status: "withdrawn" as const }),
        },
        context
      )
      await auditErased(context, id, status, isOpen ? "withdrawn" : status)
    }
  }

  private async expire_(verification: AgeVerificationDTO, context: Context): Promise<AgeVerificationChange> {
    await this.updateAgeVerifications({ id: verification.id, status: "expired" }, context)
    await auditExpired(context, verification)
    return { id: verification.id, before: stateOf(verification), status: "expired" }
  }

  private async rowsOf_(customerId: string, context: Context): Promise<StandingRows<AgeVerificationDTO>> {
    return {
      approved: await this.newest_({ customer_id: customerId, status: "approved" }, "decided_at", context),
      newest: await this.newest_({ customer_id: customerId }, "created_at", context),
    }
  }

  private async newest_(
    which: { customer_id: string; status?: "approved" },
    by: "decided_at" | "created_at",
    context: Context
  ): Promise<AgeVerificationDTO | undefined> {
    const [row] = await this.listAgeVerifications(which, { order: { [by]: "DESC", id: "DESC" }, take: 1 }, context)
    return row as AgeVerificationDTO | undefined
  }

  private ruleAt_(now: Date) {
    return { now, timeZone: this.options_.storeTimeZone, minimumAge: this.options_.minimumAge }
  }

  private assertOldEnough_(verification: AgeVerificationDTO, now: Date) {
    if (!isOldEnough(verification, this.ruleAt_(now))) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `Age verification with id: ${verification.id} cannot be approved: the date of birth is below the minimum age of ${this.options_.minimumAge}`
      )
    }
  }
}
