import type { Context } from "@medusajs/framework/types"
import {
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit } from "@rise-via/core"
import { differences, echoOf } from "../../lib/ledger/compare-entries"
import { moneyState } from "../../lib/ledger/money-state"
import { prepareEntry, type PreparedEntry } from "../../lib/ledger/prepare-entry"
import { GATEWAYS } from "../../lib/ledger/words"
import type {
  CaptureNote,
  LedgerBalance,
  LedgerConflict,
  LedgerEntryInput,
  LedgerFact,
  LedgerRecordResult,
  MoneyState,
  PaymentDay,
  PaymentEntryDTO,
  PaymentSubjectInput,
  ReconciliationRange,
} from "../../types"
import {
  factsOfReferences,
  factsOfSessions,
  moneyByDay,
  subjectsIn,
  type EntryCursor,
  type EntrySubject,
} from "./reports"
import type { ReasonRow, SuccessRow } from "../../lib/ledger/success-rate"
import { PaymentCursor, PaymentEntry, PaymentPosting, PaymentSubject } from "./models"
import { claimUnlinkedSessions, insertEntries, linkSubjects, type Knex, storedFacts, trialBalance } from "./statements"
import { attemptCounts, attemptReasons, type Buckets } from "./success-rate"

const BATCH = 500
/** Of one session; a real one has a handful. */
const MAX_ENTRIES = 5_000

/** The books: what every payment service was asked, what it told us, and the money that moved. */
export default class PaymentsLedgerModuleService extends MedusaService({
  PaymentCursor,
  PaymentEntry,
  PaymentPosting,
  PaymentSubject,
}) {
  /**
   * Records entries and their postings in one transaction: its own, or the caller's. A fact (provider, key, outcome) that
   * the books have already moves no money again; told by another message, it leaves a `notice` (see `echoOf`). A repeat
   * with other money facts comes back as a conflict, which must become a case: use `recordEntries`.
   *
   * @throws INVALID_DATA names the field; nothing is recorded then.
   */
  @InjectManager()
  async record(entries: LedgerEntryInput[], @MedusaContext() context: Context = {}): Promise<LedgerRecordResult> {
    const prepared = entries.map(prepareEntry)
    return prepared.length ? await this.record_(prepared, context) : { recorded: [], known: [], conflicts: [] }
  }

  @InjectTransactionManager()
  protected async record_(
    entries: PreparedEntry[],
    @MedusaContext() context: Context = {}
  ): Promise<LedgerRecordResult> {
    const knex = this.knex(context)
    // Two that record the same facts in another order would wait for each other for ever.
    const sorted = [...entries].sort((a, b) => (factOf(a) < factOf(b) ? -1 : 1))
    const result: LedgerRecordResult = { recorded: [], known: [], conflicts: [] }
    for (let start = 0; start < sorted.length; start += BATCH) {
      await this.recordBatch(knex, sorted.slice(start, start + BATCH), result)
    }
    return result
  }

  private async recordBatch(knex: Knex, entries: PreparedEntry[], result: LedgerRecordResult): Promise<void> {
    const recorded = await insertEntries(knex, entries)
    result.recorded.push(...recorded)
    const added = new Set(recorded.map(({ id }) => id))
    const repeats = entries.filter(({ id }) => !added.has(id))
    if (!repeats.length) {
      return
    }
    const stored = new Map((await storedFacts(knex, repeats)).map((entry) => [factOf(entry), entry]))
    const echoes: PreparedEntry[] = []
    for (const told of repeats) {
      const known = stored.get(factOf(told)) as PaymentEntryDTO
      const differs = differences(known, told)
      if (differs.length) {
        result.conflicts.push({ known, told: told as LedgerConflict["told"], differs })
      } else {
        result.known.push(known)
      }
      echoes.push(...[echoOf(known, told)].filter((echo) => echo !== undefined))
    }
    result.recorded.push(...(await insertEntries(knex, echoes)))
  }

  /** Notes what payment sessions belong to. What is left out or `null` stays as it is known. */
  @InjectTransactionManager()
  async linkSubjects(subjects: PaymentSubjectInput[], @MedusaContext() context: Context = {}): Promise<void> {
    await linkSubjects(this.knex(context), subjects)
  }

  /**
   * Claims sessions that have entries and no order or payment yet, those first that were never looked for, so that two
   * workers do not look for the same. They come round again after `checkedBefore`.
   */
  @InjectTransactionManager()
  async claimUnlinkedSessions(
    period: { since: Date; checkedBefore: Date; at: Date },
    limit: number,
    @MedusaContext() context: Context = {}
  ): Promise<string[]> {
    return await claimUnlinkedSessions(this.knex(context), period, limit)
  }

  /** Which of these calls and messages have an entry. */
  @InjectTransactionManager()
  async correlationsAmong(ids: string[], @MedusaContext() context: Context = {}): Promise<string[]> {
    const rows = await this.knex(context)("payment_entry")
      .distinct("correlation_id")
      .whereNull("deleted_at")
      .whereIn("correlation_id", ids)
    return rows.map(({ correlation_id }: { correlation_id: string }) => correlation_id)
  }

  /** Notes how far a pass has come. */
  @InjectTransactionManager()
  async moveCursor(name: string, lastId: string, @MedusaContext() context: Context = {}): Promise<void> {
    const knex = this.knex(context)
    await knex("payment_cursor")
      .insert({ name, last_id: lastId })
      .onConflict("name")
      .merge({ last_id: lastId, updated_at: knex.fn.now() })
  }

  /**
   * Entries of payment sessions, in the order in which things happened. An entry that did not know its session belongs
   * to the one that names the same object of the service, or its parent.
   */
  @InjectManager()
  async entriesOf(sessionIds: string[], @MedusaContext() context: Context = {}): Promise<PaymentEntryDTO[]> {
    if (!sessionIds.length) {
      return []
    }
    const page = { take: MAX_ENTRIES, order: { occurred_at: "ASC", id: "ASC" } } as const
    const filters = await this.filterOf(sessionIds, context)
    const entries = await this.listPaymentEntries(filters as never, page, context)
    if (entries.length === MAX_ENTRIES) {
      // A sum over a part would be a wrong sum.
      throw new MedusaError(
        MedusaError.Types.UNEXPECTED_STATE,
        `The payment sessions ${sessionIds.slice(0, 5).join(", ")} have more than ${MAX_ENTRIES} ledger entries`
      )
    }
    return entries
  }

  /** The filter behind `entriesOf`, for lists that page. */
  @InjectManager()
  async filterOf(sessionIds: string[], @MedusaContext() context: Context = {}): Promise<Record<string, unknown>> {
    const own = await this.listPaymentEntries(
      { payment_session_id: sessionIds, provider_reference: { $ne: null } },
      { select: ["id", "provider", "provider_reference"], take: MAX_ENTRIES },
      context
    )
    // Two services may give the same id.
    const orphans = GATEWAYS.flatMap((provider) => {
      const ofProvider = own.filter((entry) => entry.provider === provider)
      const references = [...new Set(ofProvider.map(({ provider_reference }) => provider_reference))]
      return references.length
        ? [
            { payment_session_id: null, provider, provider_reference: references },
            { payment_session_id: null, provider, provider_parent: references },
          ]
        : []
    })
    return { $or: [{ payment_session_id: sessionIds }, ...orphans] }
  }

  /** What the books say about the money of these payment sessions. */
  @InjectManager()
  async moneyStateOf(sessionIds: string[], @MedusaContext() context: Context = {}): Promise<MoneyState> {
    return moneyState((await this.entriesOf(sessionIds, context)) as unknown as LedgerEntryInput[])
  }

  /** Trial balance of what happened from `from` up to, not including, `to`. */
  @InjectTransactionManager()
  async books(period: { from: Date; to: Date }, @MedusaContext() context: Context = {}): Promise<LedgerBalance[]> {
    return await trialBalance(this.knex(context), period)
  }

  /** What entries about money concern, oldest first; see `reports.ts`, also for the next three. */
  @InjectTransactionManager()
  async subjectsIn(
    provider: string,
    range: ReconciliationRange,
    after: EntryCursor | undefined,
    limit: number,
    @MedusaContext() context: Context = {}
  ): Promise<EntrySubject[]> {
    return await subjectsIn(this.knex(context), provider, range, after, limit)
  }

  @InjectTransactionManager()
  async factsOfReferences(
    provider: string,
    references: string[],
    @MedusaContext() context: Context = {}
  ): Promise<LedgerFact[]> {
    return await factsOfReferences(this.knex(context), provider, references)
  }

  @InjectTransactionManager()
  async factsOfSessions(provider: string, sessions: string[], @MedusaContext() context: Context = {}) {
    return await factsOfSessions(this.knex(context), provider, sessions)
  }

  @InjectTransactionManager()
  async moneyByDay(
    range: ReconciliationRange,
    timeZone: string,
    @MedusaContext() context: Context = {}
  ): Promise<PaymentDay[]> {
    return await moneyByDay(this.knex(context), range, timeZone)
  }

  /** Attempts to be paid, by provider and bucket, of what happened from `from` up to, not including, `to`. */
  @InjectTransactionManager()
  async attemptCounts(
    period: { from: Date; to: Date },
    bucket: Buckets,
    @MedusaContext() context: Context = {}
  ): Promise<SuccessRow[]> {
    return await attemptCounts(this.knex(context), period, bucket)
  }

  /** Why they came to nothing. */
  @InjectTransactionManager()
  async attemptReasons(period: { from: Date; to: Date }, @MedusaContext() context: Context = {}): Promise<ReasonRow[]> {
    return await attemptReasons(this.knex(context), period)
  }

  /** Notes who has a payment captured, and why. What came of it is an entry. */
  @InjectTransactionManager()
  async noteCapture(
    { actor, reason, order_id, payment_id, amount_cents, currency_code }: CaptureNote,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await audit(context, {
      actor,
      action: "payments.capture_requested",
      subject: order_id ? { type: "order", id: order_id } : { type: "payment", id: payment_id },
      after: { payment_id, amount_cents: amount_cents ?? null, currency_code },
      why: reason,
    })
  }

  /** Medusa types its managers as `unknown`. Entries without the postings of the same transaction must not exist. */
  private knex(context: Context): Knex {
    const knex = (context.transactionManager as any)?.getTransactionContext?.()
    if (!knex) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "The books can be written only inside a transaction")
    }
    return knex
  }
}

const factOf = ({ provider, key, outcome }: Pick<PreparedEntry, "provider" | "key" | "outcome">) =>
  `${provider} ${outcome} ${key}`
