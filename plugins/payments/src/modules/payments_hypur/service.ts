import type { Context } from "@medusajs/framework/types"
import {
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit, clock, openCase, type AuditActor, type CaseInput } from "@rise-via/core"
import { applyReading } from "../../lib/hypur/apply-reading"
import { requestCase } from "../../lib/hypur/cases"
import type { HypurOptions } from "../../lib/hypur/options"
import { nextPollAt } from "../../lib/hypur/poll-schedule"
import { isGivenUp } from "../../lib/hypur/status"
import type { HypurReading } from "../../lib/hypur/wire"
import { parseOptions } from "../../lib/options"
import type { HypurActDTO, HypurRequestDTO, SettlementResult } from "../../types"
import { HypurAct, HypurRequest } from "./models"

type NewAct = Pick<HypurActDTO, "kind" | "source" | "state" | "amount_cents"> &
  Partial<Pick<HypurActDTO, "refund_id" | "before_cents" | "external_reference" | "operator_id" | "note">>
type Changes = Partial<Omit<HypurRequestDTO, "id" | "created_at" | "updated_at" | "deleted_at">>

export const HYPUR_SYSTEM: AuditActor = { type: "system", id: "payments.hypur" }

/** Payment requests at Hypur, what was done to them, and how far their money has come. */
export default class PaymentsHypurModuleService extends MedusaService({ HypurAct, HypurRequest }) {
  readonly options: HypurOptions

  constructor(container: Record<string, unknown>, options: Record<string, unknown> = {}) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's generated constructor takes more than it declares
    super(...(arguments as unknown as [Record<string, unknown>]))
    this.options = parseOptions(options).hypur
  }

  /** The session's latest request. */
  @InjectManager()
  async findBySession(sessionId: string, @MedusaContext() context: Context = {}): Promise<HypurRequestDTO | undefined> {
    const filters = { payment_session_id: sessionId }
    const [row] = await this.listHypurRequests(filters, { take: 1, order: { created_at: "DESC" } }, context)
    return row
  }

  @InjectManager()
  async findByRequest(requestId: string, @MedusaContext() context: Context = {}): Promise<HypurRequestDTO | undefined> {
    const [row] = await this.listHypurRequests({ request_id: requestId }, { take: 1 }, context)
    return row
  }

  /** Notes a request before Hypur is asked for it. CONFLICT when it was asked for already: it is never asked twice. */
  @InjectManager()
  async open(
    input: Pick<HypurRequestDTO, "payment_session_id" | "amount_cents" | "currency_code">,
    @MedusaContext() context: Context = {}
  ): Promise<HypurRequestDTO> {
    const { payment_session_id, amount_cents } = input
    const known = await this.listHypurRequests({ payment_session_id, amount_cents }, { take: 1 }, context)
    if (known.length) {
      throw new MedusaError(MedusaError.Types.CONFLICT, "This payment was asked for already: start a new one")
    }
    const expires_at = new Date(clock.now().getTime() + this.options.expiresMinutes * 60_000)
    return await this.createHypurRequests({ ...input, expires_at }, context)
  }

  /** Takes over what Hypur said. States never go back; what people must decide becomes a case. */
  @InjectTransactionManager()
  async observe(
    id: string,
    reading: HypurReading,
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<HypurRequestDTO> {
    const row = await this.lock(id, context)
    const at = clock.now()
    const { changes, cases } = applyReading(row, reading, { maxFeeCents: this.options.maxFeeCents, at })
    return await this.change(
      row,
      { ...changes, ...identity(row, reading), last_read_at: at },
      { actor, cases },
      context
    )
  }

  /** Changes a row for a reason of our own: it failed, waits for people, ran out, or nobody wants it any more. */
  @InjectTransactionManager()
  async mark(
    id: string,
    changes: Changes,
    by: { actor: AuditActor; why: string; cases?: CaseInput[]; unless?: (row: HypurRequestDTO) => boolean },
    @MedusaContext() context: Context = {}
  ): Promise<HypurRequestDTO> {
    const row = await this.lock(id, context)
    return by.unless?.(row) ? row : await this.change(row, changes, by, context)
  }

  /**
   * Runs `work` (the capture in Medusa) for a request whose money is there, one at a time, and notes the result. `work`
   * adds only what is missing, so a crash at any point is repaired by running it again.
   */
  @InjectTransactionManager()
  async settle(
    id: string,
    actor: AuditActor,
    work: (row: HypurRequestDTO) => Promise<SettlementResult | undefined>,
    @MedusaContext() context: Context = {}
  ): Promise<HypurRequestDTO> {
    const row = await this.lock(id, context)
    if ((row.settlement !== "due" && row.settlement !== "captured") || isGivenUp(row)) {
      return row
    }
    const result = await work(row)
    if (!result || row.settlement === "captured") {
      return row
    }
    const { captured_cents } = result
    const changes = { settlement: "captured" as const, captured_cents, captured_at: clock.now() }
    const summary = "The payment was captured for an order that is canceled here. Refund it."
    const cases = result.is_order_canceled ? [requestCase(row, "paid_after_cancel", summary, { captured_cents })] : []
    return await this.change(row, changes, { actor, cases }, context)
  }

  /** Begins an act, unless one like it has not ended yet: then nobody knows what it did, and CONFLICT says so. */
  @InjectTransactionManager()
  async beginAct(
    requestId: string,
    act: (row: HypurRequestDTO, refunds: HypurActDTO[]) => NewAct,
    @MedusaContext() context: Context = {}
  ): Promise<HypurActDTO> {
    const row = await this.lock(requestId, context)
    const refunds = await this.actsOf(requestId, "refund", context)
    const input = act(row, refunds)
    const { kind } = input
    const [busy] = await this.listHypurActs(
      { hypur_request_id: requestId, kind, state: ["sent", "unknown"] },
      { take: 1 },
      context
    )
    if (busy && (input.state === "sent" || input.state === "unknown")) {
      throw new MedusaError(
        MedusaError.Types.CONFLICT,
        `Nobody knows yet how an earlier ${input.kind} of this payment ended. It is looked up before another one is made.`
      )
    }
    const { operator_id, note, external_reference } = input
    if (input.source === "staff") {
      await audit(context, {
        actor: { type: "user", id: operator_id ?? "" },
        action: `payments.hypur_${input.kind}_noted`,
        subject: { type: "hypur_request", id: requestId },
        after: { amount_cents: input.amount_cents, external_reference },
        why: note ?? undefined,
      })
    }
    return (await this.createHypurActs(
      { ...input, hypur_request_id: requestId } as never,
      context
    )) as unknown as HypurActDTO
  }

  /** Of one kind: cancels that Hypur did not hear must not crowd out refunds. The latest ones, oldest first. */
  @InjectManager()
  async actsOf(
    requestId: string,
    kind: HypurActDTO["kind"],
    @MedusaContext() context: Context = {}
  ): Promise<HypurActDTO[]> {
    const acts = await this.listHypurActs(
      { hypur_request_id: requestId, kind },
      { take: 500, order: { created_at: "DESC" } },
      context
    )
    return acts.reverse()
  }

  /** This refund of Medusa is what the act did. */
  @InjectTransactionManager()
  async adopt(actId: string, refundId: string, @MedusaContext() context: Context = {}): Promise<HypurActDTO> {
    return await this.updateHypurActs({ id: actId, refund_id: refundId }, context)
  }

  /** Claims requests that are due to be looked at, so that two workers never ask for the same. */
  @InjectTransactionManager()
  async claimForPoll(limit: number, @MedusaContext() context: Context = {}): Promise<string[]> {
    const now = clock.now()
    const { rows } = await this.knex(context).raw(
      `UPDATE hypur_request SET next_poll_at = ?, updated_at = now()
       WHERE id IN (
         SELECT id FROM hypur_request WHERE next_poll_at <= ? AND deleted_at IS NULL
         ORDER BY next_poll_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [new Date(now.getTime() + 60_000), now, limit]
    )
    return rows.map(({ id }: { id: string }) => id)
  }

  private async change(
    row: HypurRequestDTO,
    changes: Changes,
    { actor, why, cases = [] }: { actor: AuditActor; why?: string; cases?: CaseInput[] },
    context: Context
  ): Promise<HypurRequestDTO> {
    const now = clock.now()
    const { pollSeconds, methods } = this.options
    const next_poll_at = nextPollAt({ ...row, ...changes }, { pollSeconds, canRead: !!methods.getRequest, now })
    const after = await this.updateHypurRequests({ id: row.id, ...changes, next_poll_at }, context)
    for (const found of cases) {
      await openCase(context, found)
    }
    const told = Object.fromEntries(Object.entries(changes).filter(([name]) => name !== "last_read_at"))
    if (Object.keys(told).length) {
      const { status, settlement, approved_cents, captured_cents } = row
      await audit(context, {
        actor,
        action: "payments.hypur_request_changed",
        subject: { type: "hypur_request", id: row.id },
        before: { status, settlement, approved_cents, captured_cents },
        after: told,
        why,
      })
    }
    return after as unknown as HypurRequestDTO
  }

  /** Not against other keys' readers (`FOR UPDATE`): a refund notes its act while a capture holds this lock. */
  private async lock(id: string, context: Context): Promise<HypurRequestDTO> {
    const trx = this.knex(context)
    await trx.raw("SET LOCAL lock_timeout = '10s'")
    const [found] = await trx("hypur_request").select("id").where({ id, deleted_at: null }).forNoKeyUpdate()
    if (!found) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Hypur request with id: ${id} was not found`)
    }
    return (await this.retrieveHypurRequest(id, {}, context)) as unknown as HypurRequestDTO
  }

  /** Medusa types its managers as `unknown`. Outside a transaction a row lock would end at once, so that is refused. */
  private knex(context: Context): any {
    const knex = (context.transactionManager as any)?.getTransactionContext?.()
    if (!knex) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "A Hypur request can be locked only in a transaction")
    }
    return knex
  }
}

/** What the first answer tells for good. */
const identity = (row: HypurRequestDTO, { request_id, expires_at }: HypurReading): Changes => ({
  ...(!row.request_id && request_id && { request_id }),
  ...(expires_at && new Date(row.expires_at).getTime() !== expires_at.getTime() && { expires_at }),
})
