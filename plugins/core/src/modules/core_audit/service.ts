import type { Context, IFileModuleService } from "@medusajs/framework/types"
import {
  generateEntityId,
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit } from "../../lib/audit"
import type { AuditHeadFile, DayRow } from "../../lib/audit-chain"
import type { AuditEntryRow } from "../../lib/audit-entry"
import { exportHead, readNewestHead } from "../../lib/audit-export"
import { decryptPersonal, type PersonalValues } from "../../lib/audit-person"
import { auditKeys } from "../../lib/audit-runtime"
import { sealBatch } from "../../lib/audit-sealer"
import { verifyChain, type AuditVerification } from "../../lib/audit-verify"
import { storableText } from "../../lib/audit-canonical"
import { clock } from "../../lib/clock"
import { knexOf, transactionOf } from "../../lib/transaction"
import type { AuditActor, AuditInput } from "../../types"
import { AuditDay, AuditEntry, AuditExport, AuditHead, AuditPersonKey, AuditQueueItem, AuditSeal } from "./models"

const SEAL_BATCH = 500
/** Months that have a partition ahead of time. */
const MONTHS_AHEAD = 3

/** The audit log: rows, their chain, the keys of persons. */
export default class CoreAuditModuleService extends MedusaService({
  // `query.graph` calls methods by the models' names, and `MedusaService` makes them by these keys: they must agree.
  CoreAuditDay: AuditDay,
  CoreAuditEntry: AuditEntry,
  CoreAuditExport: AuditExport,
  CoreAuditHead: AuditHead,
  CoreAuditPersonKey: AuditPersonKey,
  CoreAuditQueue: AuditQueueItem,
  CoreAuditSeal: AuditSeal,
}) {
  /** For callers without a transaction of their own. Whoever changes something uses `audit(context, …)` instead. */
  @InjectTransactionManager()
  async record(input: AuditInput, @MedusaContext() context: Context = {}): Promise<{ id: string }> {
    return await audit(context, input)
  }

  /** Seals all that waits, batch by batch, each in its own transaction. Does nothing while another process seals. */
  async seal(batchSize: number = SEAL_BATCH): Promise<{ sealed: number }> {
    let sealed = 0
    for (;;) {
      const count = await this.sealBatch_(batchSize)
      sealed += count ?? 0
      if (count !== batchSize) {
        return { sealed }
      }
    }
  }

  @InjectTransactionManager()
  protected async sealBatch_(limit: number, @MedusaContext() context: Context = {}): Promise<number | undefined> {
    return await sealBatch(transactionOf(context, "sealBatch_"), auditKeys(), clock.now(), limit)
  }

  /** Hands the heads of closed days to the file module. A head whose upload fails is tried again at the next call. */
  async exportHeads(files: IFileModuleService): Promise<{ exported: string[] }> {
    const days = await this.unexportedDays_()
    for (const day of days) {
      await this.noteExport_(day, await exportHead(files, day))
    }
    return { exported: days.map(({ day }) => day) }
  }

  @InjectManager()
  protected async unexportedDays_(@MedusaContext() context: Context = {}): Promise<DayRow[]> {
    return await knexOf(context)("core_audit_day as d")
      .leftJoin("core_audit_export as e", "e.day", "d.day")
      .whereNull("e.day")
      .select("d.*")
      .orderBy("d.last_seq")
      .limit(31)
  }

  @InjectManager()
  protected async noteExport_(day: DayRow, fileId: string, @MedusaContext() context: Context = {}): Promise<void> {
    // Two processes may have exported it at the same time: the same head, in two files, of which one is noted.
    await knexOf(context).raw(
      `INSERT INTO core_audit_export (id, day, last_seq, file_id) VALUES (?, ?, ?, ?)
       ON CONFLICT (day) WHERE deleted_at IS NULL DO NOTHING`,
      [generateEntityId(undefined, "caexp"), day.day, day.last_seq, fileId]
    )
  }

  /**
   * Walks the chain. `files` is where the day heads were exported to; `heads` are further ones that somebody kept.
   */
  @InjectManager()
  async verify(
    files?: IFileModuleService,
    heads: AuditHeadFile[] = [],
    @MedusaContext() context: Context = {}
  ): Promise<AuditVerification> {
    const knex = knexOf(context)
    const exports = await knex("core_audit_export").select("day", "file_id").orderBy("last_seq", "desc").limit(31)
    const outside = files ? await readNewestHead(files, exports) : { heads: [], missing: [], unreadable: [] }
    return await verifyChain(knex, auditKeys(), { ...outside, heads: [...outside.heads, ...heads] })
  }

  /** Destroys a person's key and audits it. False when there was none. */
  @InjectTransactionManager()
  async erasePerson(
    personId: string,
    why: string,
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<boolean> {
    const trx = transactionOf(context, "erasePerson")
    const deleted = await trx("core_audit_person_key")
      .where({ person_id: storableText(personId) })
      .delete()
    if (!deleted) {
      return false
    }
    await audit(context, {
      actor,
      action: "core.audit_person_erased",
      subject: { type: "person", id: personId },
      why,
    })
    return true
  }

  /** Personal values of entries in clear, by entry id. Who reads them is itself audited, on the same transaction. */
  @InjectTransactionManager()
  async revealPersonal(
    entryIds: string[],
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<Map<string, PersonalValues>> {
    const trx = transactionOf(context, "revealPersonal")
    const entries: AuditEntryRow[] = await trx("core_audit_entry")
      .select("id", "person_id", "personal_cipher")
      .whereIn("id", entryIds)
      .whereNotNull("personal_cipher")
    if (entries.length) {
      await audit(context, {
        actor,
        action: "core.audit_personal_values_read",
        subject: { type: "audit-log", id: entries.length === 1 ? entries[0].id : "list" },
        after: {
          entry_ids: entries.map(({ id }) => id),
          person_ids: [...new Set(entries.map(({ person_id }) => person_id))],
        },
      })
    }
    return await decryptPersonal(trx, auditKeys(), entries)
  }

  /** What the log holds of one person, oldest first, for the person's own data export. */
  @InjectManager()
  async personalOf(
    personId: string,
    @MedusaContext() context: Context = {}
  ): Promise<{ at: Date; action: string; values: Record<string, unknown> }[]> {
    const knex = knexOf(context)
    const entries: AuditEntryRow[] = await knex("core_audit_entry")
      .select("id", "created_at", "action", "person_id", "personal_cipher")
      .where({ person_id: storableText(personId) })
      .orderBy([{ column: "created_at" }, { column: "id" }])
    const values = await decryptPersonal(knex, auditKeys(), entries)
    return entries.flatMap(({ id, created_at, action }) => {
      const readable = values.get(id)
      return readable ? [{ at: created_at, action, values: readable }] : []
    })
  }

  /** Makes the partitions of this month and the next ones. */
  @InjectTransactionManager()
  async ensurePartitions(@MedusaContext() context: Context = {}): Promise<{ created: number }> {
    const trx = transactionOf(context, "ensurePartitions")
    // Better to try again in an hour than to let every insert queue behind this lock.
    await trx.raw(`SET LOCAL lock_timeout = '2s'`)
    const { rows } = await trx.raw(
      `SELECT count(*) FILTER (WHERE made)::int AS created
       FROM (SELECT core_audit_ensure_partition((?::timestamptz AT TIME ZONE 'UTC' + make_interval(months => n))::date) AS made
             FROM generate_series(0, ?) AS n) AS months`,
      [clock.now(), MONTHS_AHEAD]
    )
    return rows[0]
  }
}
