import type { Context, InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId, InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import { clock } from "../../lib/clock"
import { enqueue } from "../../lib/enqueue"
import { processId } from "../../lib/process"
import { deleteInBatches, DEFAULT_RETENTION_DAYS } from "../../lib/retention"
import { knexOf, transactionOf } from "../../lib/transaction"
import { lifeCycle } from "./life-cycle"
import type { AuditActor, CaseInput, OutboxMessage as OutboxMessageInput } from "../../types"
import { closeCase, reopenCase, replay, undoReplay, type ReplayKind } from "./staff-acts"
import type { CoreAttempt, CoreCase, CoreInboxMessage, CoreOutboxMessage } from "./models"
import { ProcessRegistry } from "./process-registry"

export type OutboxMessageDTO = InferTypeOf<typeof CoreOutboxMessage>
export type InboxMessageDTO = InferTypeOf<typeof CoreInboxMessage>
export type AttemptDTO = InferTypeOf<typeof CoreAttempt>
export type CaseDTO = InferTypeOf<typeof CoreCase>

type NewInboxMessage = Pick<
  InboxMessageDTO,
  "source" | "dedupe_key" | "ordering_key" | "method" | "url" | "params" | "headers" | "raw_body" | "body"
>

/** Retry delays double from 10 s: 10, 20, 40 … at most an hour. */
const retryAt = (attempts: number) =>
  new Date(clock.now().getTime() + Math.min(10_000 * 2 ** (attempts - 1), 3_600_000))

/** What goes out, what comes in, what was asked of others, and who works on it. */
export default class CoreExchangeModuleService extends ProcessRegistry {
  /** Days that rows are kept after they ended well: the plugin's option. */
  readonly retentionDays: number

  constructor(container: Record<string, unknown>, options: { retentionDays?: number } = {}) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's generated constructor takes more than it declares
    super(...(arguments as unknown as [Record<string, unknown>]))
    this.retentionDays = options.retentionDays ?? DEFAULT_RETENTION_DAYS
  }

  // Read by Medusa on every module service.
  __hooks = lifeCycle(() => this)

  // ---- outbox

  /** Claims messages that are due. `only` limits it to one, for the wake right after its commit. */
  @InjectTransactionManager()
  async claimOutbox(limit: number, only?: string, @MedusaContext() context: Context = {}): Promise<OutboxMessageDTO[]> {
    const { rows } = await transactionOf(context, "claimOutbox").raw(
      `UPDATE core_outbox_message SET state = 'sending', claimed_by = ?, attempts = attempts + 1, updated_at = now()
       WHERE id IN (
         SELECT id FROM core_outbox_message
         WHERE state = 'pending' AND deleted_at IS NULL AND next_attempt_at <= ? AND (?::text IS NULL OR id = ?)
         ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED)
       RETURNING *`,
      [processId, clock.now(), only ?? null, only ?? null, limit]
    )
    return rows
  }

  /** `enqueue` for the sweep, which has no change of its own to join. */
  @InjectTransactionManager()
  async enqueueMissing(message: OutboxMessageInput, @MedusaContext() context: Context = {}): Promise<void> {
    await enqueue(context, message)
  }

  @InjectManager()
  async outboxSent(id: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.updateCoreOutboxMessages(
      { id, state: "sent", sent_at: clock.now(), claimed_by: null, last_error: null },
      context
    )
  }

  /** Back into the queue with a delay, or dead when its tries are used up or a repeat cannot help. */
  @InjectManager()
  async outboxFailed(
    message: Pick<OutboxMessageDTO, "id" | "attempts">,
    error: string,
    isDead: boolean,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await this.updateCoreOutboxMessages(
      {
        id: message.id,
        state: isDead ? "dead" : "pending",
        next_attempt_at: retryAt(message.attempts),
        claimed_by: null,
        last_error: error,
      },
      context
    )
  }

  // ---- inbox

  /** Stores a message once; a repeat only counts. Returns its id, and whether it was new. */
  @InjectManager()
  async receive(
    message: NewInboxMessage,
    @MedusaContext() context: Context = {}
  ): Promise<{ id: string; isNew: boolean }> {
    const { rows } = await knexOf(context).raw(
      `INSERT INTO core_inbox_message
         (id, source, dedupe_key, ordering_key, method, url, params, headers, raw_body, body, next_attempt_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (source, dedupe_key) WHERE deleted_at IS NULL
       DO UPDATE SET deliveries = core_inbox_message.deliveries + 1, updated_at = now()
       RETURNING id, deliveries`,
      [
        generateEntityId(undefined, "cin"),
        message.source,
        message.dedupe_key,
        message.ordering_key,
        message.method,
        message.url,
        JSON.stringify(message.params),
        JSON.stringify(message.headers),
        message.raw_body,
        JSON.stringify(message.body ?? null),
        clock.now(),
      ]
    )
    return { id: rows[0].id, isNew: rows[0].deliveries === 1 }
  }

  /**
   * Claims one message that is due, and whose ordering key nobody is working on. The transaction lock makes two
   * claimers of one ordering key take turns; it ends with this short transaction.
   */
  @InjectTransactionManager()
  async claimInbox(id: string, @MedusaContext() context: Context = {}): Promise<InboxMessageDTO | undefined> {
    const trx = transactionOf(context, "claimInbox")
    await trx.raw(
      `SELECT pg_advisory_xact_lock(hashtextextended(source || ':' || ordering_key, 0)) FROM core_inbox_message WHERE id = ?`,
      [id]
    )
    const { rows } = await trx.raw(
      `UPDATE core_inbox_message m SET state = 'handling', claimed_by = ?, attempts = attempts + 1, updated_at = now()
       WHERE id = ? AND state = 'received' AND deleted_at IS NULL AND next_attempt_at <= ?
         AND NOT EXISTS (SELECT 1 FROM core_inbox_message o WHERE o.source = m.source AND o.ordering_key = m.ordering_key
                         AND o.state = 'handling' AND o.deleted_at IS NULL)
       RETURNING *`,
      [processId, id, clock.now()]
    )
    return rows[0]
  }

  /** Ids of messages to handle now: oldest first, optionally of one ordering key. */
  @InjectManager()
  async dueInboxIds(
    limit: number,
    sameAs?: Pick<InboxMessageDTO, "source" | "ordering_key">,
    @MedusaContext() context: Context = {}
  ): Promise<string[]> {
    const rows = await knexOf(context)("core_inbox_message")
      .select("id")
      .where({ state: "received", deleted_at: null })
      .andWhere("next_attempt_at", "<=", clock.now())
      .modify((query: any) => sameAs && query.andWhere({ source: sameAs.source, ordering_key: sameAs.ordering_key }))
      .orderBy("created_at")
      .limit(limit)
    return rows.map(({ id }: any) => id)
  }

  @InjectManager()
  async inboxHandled(id: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.updateCoreInboxMessages(
      { id, state: "handled", handled_at: clock.now(), claimed_by: null, last_error: null },
      context
    )
  }

  @InjectManager()
  async inboxFailed(
    message: Pick<InboxMessageDTO, "id" | "attempts">,
    error: string,
    isDead: boolean,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await this.updateCoreInboxMessages(
      {
        id: message.id,
        state: isDead ? "dead" : "received",
        next_attempt_at: retryAt(message.attempts),
        claimed_by: null,
        last_error: error,
      },
      context
    )
  }

  /** Claims whose process died go back into their queues. Returns the ids. */
  @InjectManager()
  async releaseDeadClaims(@MedusaContext() context: Context = {}): Promise<string[]> {
    const live = await this.liveProcessIds(context)
    const release = (table: string, from: string, to: string) =>
      knexOf(context)(table)
        .where({ state: from })
        .whereRaw("claimed_by <> ALL(?)", [live])
        .update({ state: to, claimed_by: null, next_attempt_at: clock.now(), updated_at: knexOf(context).fn.now() })
        .returning("id")
    const rows = [
      ...(await release("core_outbox_message", "sending", "pending")),
      ...(await release("core_inbox_message", "handling", "received")),
    ]
    return rows.map(({ id }) => id)
  }

  // ---- cases

  /** Opens a case once for its kind and key; returns whether it is new. On the caller's transaction when it has one. */
  @InjectManager()
  async openCase(input: CaseInput, @MedusaContext() context: Context = {}): Promise<boolean> {
    const { rowCount } = await knexOf(context).raw(
      `INSERT INTO core_case (id, kind, key, summary, subject_type, subject_id, details) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, key) WHERE deleted_at IS NULL DO NOTHING`,
      [
        generateEntityId(undefined, "ccase"),
        input.kind,
        input.key,
        input.summary,
        input.subject.type,
        input.subject.id,
        JSON.stringify(input.details ?? null),
      ]
    )
    return rowCount === 1
  }

  // ---- retention

  /** Rows that ended well before that time. */
  @InjectManager()
  async deleteOld(before: Date, @MedusaContext() context: Context = {}): Promise<number> {
    const knex = knexOf(context)
    const messages =
      (await deleteInBatches(knex, "core_outbox_message", ["sent"], before)) +
      (await deleteInBatches(knex, "core_inbox_message", ["handled"], before))
    const calls = await deleteInBatches(knex, "core_attempt", ["succeeded", "failed"], before)
    // A process that went without saying so; its heartbeat is long stale.
    const processes: number = await knex("core_process").where("seen_at", "<", before).delete()
    return messages + calls + processes
  }

  // ---- acts of staff

  @InjectTransactionManager()
  async replay(kind: ReplayKind, id: string, actor: AuditActor, @MedusaContext() context: Context = {}) {
    return await replay(kind, id, actor, context)
  }

  @InjectTransactionManager()
  async undoReplay(
    kind: ReplayKind,
    id: string,
    before: Awaited<ReturnType<typeof replay>>,
    @MedusaContext() context: Context = {}
  ) {
    await undoReplay(kind, id, before, context)
  }

  @InjectTransactionManager()
  async closeCase(id: string, note: string, actor: AuditActor, @MedusaContext() context: Context = {}) {
    return await closeCase(id, note, actor, context)
  }

  @InjectTransactionManager()
  async reopenCase(id: string, @MedusaContext() context: Context = {}) {
    await reopenCase(id, context)
  }
}
