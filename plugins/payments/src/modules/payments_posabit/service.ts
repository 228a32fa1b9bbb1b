import type { Context } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import { audit, clock, enqueue, openCase, type AuditActor } from "@rise-via/core"
import { callbackToken, hashToken } from "../../lib/callback-token"
import { POSABIT_PUSH_TOPIC } from "../../lib/module-names"
import { parseOptions, type PosabitOptions } from "../../lib/options"
import { applyReading } from "../../lib/apply-reading"
import { nextPollAt } from "../../lib/poll-schedule"
import type { RegisterOrder } from "../../lib/posabit-wire"
import { settlementCases, withdrawnCase } from "../../lib/register-cases"
import type { PlacePosabitOrderDTO, PosabitOrderDTO, SettlementResult } from "../../types"
import { PosabitMenuBook } from "./menu-book"

const SYSTEM: AuditActor = { type: "system", id: "payments.posabit" }

/** What the register (POSaBIT) knows of our orders, and how far their money has come. */
export default class PaymentsPosabitModuleService extends PosabitMenuBook {
  readonly options: PosabitOptions

  constructor(container: Record<string, unknown>, options: Record<string, unknown> = {}) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's generated constructor takes more than it declares
    super(...(arguments as unknown as [Record<string, unknown>]))
    this.options = parseOptions(options).posabit
  }

  /** The order's row, unless its sale was undone. */
  @InjectManager()
  async findByOrder(orderId: string, @MedusaContext() context: Context = {}): Promise<PosabitOrderDTO | undefined> {
    const [row] = await this.listPosabitOrders({ order_id: orderId, withdrawn_at: null }, { take: 1 }, context)
    return row
  }

  /** By what the register knows it by; an order whose sale was undone still answers, because the register may have it. */
  @InjectManager()
  async findByReference(referenceNo: string, @MedusaContext() context: Context = {}) {
    const rows = await this.listPosabitOrders({ reference_no: referenceNo }, { take: 10 }, context)
    return rows.find(({ withdrawn_at }) => !withdrawn_at) ?? rows[0]
  }

  @InjectManager()
  async findBySession(sessionId: string, @MedusaContext() context: Context = {}): Promise<PosabitOrderDTO | undefined> {
    const [row] = await this.listPosabitOrders(
      { payment_session_id: sessionId, withdrawn_at: null },
      { take: 1 },
      context
    )
    return row
  }

  /** `hash` as core hands it on; an order whose sale was undone still answers, because the register may have it. */
  @InjectManager()
  async findByTokenHash(hash: string, @MedusaContext() context: Context = {}): Promise<PosabitOrderDTO | undefined> {
    const rows = await this.listPosabitOrders({ callback_token_hash: hash }, { take: 10 }, context)
    return rows.find(({ withdrawn_at }) => !withdrawn_at) ?? rows[0]
  }

  /**
   * Notes an order that the register must get, and enqueues its push on the same transaction. Calling it again returns
   * the row that is there.
   */
  @InjectManager()
  async place(input: PlacePosabitOrderDTO, @MedusaContext() context: Context = {}): Promise<PosabitOrderDTO> {
    const known = await this.findByOrder(input.order_id, context)
    if (known) {
      return known
    }
    try {
      return await this.place_(input, context)
    } catch (error) {
      // Somebody else placed it meanwhile (hook and sweep): the unique index decided, theirs is as good as ours.
      const theirs = await this.findByOrder(input.order_id)
      if (theirs) {
        return theirs
      }
      throw error
    }
  }

  @InjectTransactionManager()
  protected async place_(
    input: PlacePosabitOrderDTO,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitOrderDTO> {
    const { order_id, amount_cents, order_type, payment_session_id } = input
    const row = await this.createPosabitOrders(
      {
        ...input,
        reference_no: order_id,
        callback_token_hash: hashToken(callbackToken(this.options.callbackSecret, order_id)),
      },
      context
    )
    await enqueue(context, { topic: POSABIT_PUSH_TOPIC, key: order_id, payload: { id: row.id, order_id } })
    await audit(context, {
      actor: SYSTEM,
      action: "payments.posabit_order_placed",
      subject: { type: "order", id: order_id },
      after: { posabit_order: row.id, payment_session_id, amount_cents, order_type },
    })
    return row
  }

  /** Staff cleared a sale that had to wait: now the register gets it. Does nothing for others; safe to repeat. */
  @InjectTransactionManager()
  async pushCleared(orderId: string, @MedusaContext() context: Context = {}): Promise<void> {
    const row = await this.findByOrder(orderId, context)
    if (row && !row.posabit_id) {
      const payload = { id: row.id, order_id: orderId }
      await enqueue(context, { topic: POSABIT_PUSH_TOPIC, key: `${orderId}:cleared`, payload })
    }
  }

  /**
   * The sale was undone. What the register already has can be canceled there only by people, so that becomes a case.
   * Does nothing when there is nothing to undo.
   */
  @InjectManager()
  async withdraw(id: string, why: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.withdraw_(id, why, context)
  }

  @InjectTransactionManager()
  protected async withdraw_(id: string, why: string, @MedusaContext() context: Context = {}): Promise<void> {
    const row = await this.lock(id, context)
    if (row.withdrawn_at || row.settlement === "settled" || row.settlement === "nothing_taken") {
      return
    }
    await this.updatePosabitOrders({ id, withdrawn_at: clock.now(), settlement: "withdrawn" }, context)
    await audit(context, {
      actor: SYSTEM,
      action: "payments.posabit_order_withdrawn",
      subject: { type: "order", id: row.order_id },
      before: { settlement: row.settlement, posabit_id: row.posabit_id },
      after: { settlement: "withdrawn" },
      why,
    })
    if (row.posabit_id) {
      await openCase(context, withdrawnCase(row, why))
    }
  }

  /** POSaBIT has the order. Safe to repeat; another id for the same order is a case, not a change. */
  @InjectManager()
  async pushed(id: string, register: RegisterOrder, @MedusaContext() context: Context = {}): Promise<PosabitOrderDTO> {
    return await this.pushed_(id, register, context)
  }

  @InjectTransactionManager()
  protected async pushed_(
    id: string,
    register: RegisterOrder,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitOrderDTO> {
    const row = await this.lock(id, context)
    if (row.posabit_id) {
      return row
    }
    const now = clock.now()
    const after = await this.updatePosabitOrders(
      { id, posabit_id: register.id, pushed_at: now, next_poll_at: nextPollAt(now, now) },
      context
    )
    await audit(context, {
      actor: SYSTEM,
      action: "payments.posabit_order_pushed",
      subject: { type: "order", id: row.order_id },
      after: { posabit_id: register.id, status: register.status, pos_total_cents: register.total_cents },
    })
    if (row.withdrawn_at) {
      await openCase(
        context,
        withdrawnCase({ ...row, posabit_id: register.id }, "The sale was undone while it was being pushed.")
      )
    }
    return after
  }

  /** Takes over what was read at the register. States never go back; what people must decide becomes a case. */
  @InjectManager()
  async observe(
    id: string,
    register: RegisterOrder,
    by: { actor: AuditActor; is_order_canceled?: boolean },
    @MedusaContext() context: Context = {}
  ): Promise<PosabitOrderDTO> {
    return await this.observe_(id, register, by, context)
  }

  @InjectTransactionManager()
  protected async observe_(
    id: string,
    register: RegisterOrder,
    { actor, is_order_canceled }: { actor: AuditActor; is_order_canceled?: boolean },
    @MedusaContext() context: Context = {}
  ): Promise<PosabitOrderDTO> {
    const row = await this.lock(id, context)
    const now = clock.now()
    const { changes, cases } = applyReading(row, register, is_order_canceled)
    const after = await this.updatePosabitOrders(
      { id, ...changes, last_read_at: now, next_poll_at: nextPollAt(now, row.pushed_at ?? row.created_at) },
      context
    )
    for (const found of cases) {
      await openCase(context, found)
    }
    if (Object.keys(changes).length) {
      await audit(context, {
        actor,
        action: "payments.posabit_order_read",
        subject: { type: "order", id: row.order_id },
        before: { status: row.status, pos_total_cents: row.pos_total_cents, settlement: row.settlement },
        after: changes,
      })
    }
    return after
  }

  /**
   * Runs `work` (the capture in Medusa) for an order whose money the shop has, one at a time for an order, and notes the
   * result. `work` looks at what is there and adds what is missing, so a crash at any point is repaired by running it
   * again. The row lock is held meanwhile; it ends with the connection when the process dies.
   */
  @InjectManager()
  async settle(
    id: string,
    actor: AuditActor,
    work: (row: PosabitOrderDTO) => Promise<SettlementResult>,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitOrderDTO> {
    return await this.settle_(id, actor, work, context)
  }

  @InjectTransactionManager()
  protected async settle_(
    id: string,
    actor: AuditActor,
    work: (row: PosabitOrderDTO) => Promise<SettlementResult>,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitOrderDTO> {
    const row = await this.lock(id, context)
    if (row.settlement !== "due" && row.settlement !== "settled") {
      return row
    }
    const result = await work(row)
    if (row.settlement === "settled") {
      return row
    }
    const settlement = result.captured_cents > 0 ? ("settled" as const) : ("nothing_taken" as const)
    const { captured_cents } = result
    const after = await this.updatePosabitOrders({ id, settlement, captured_cents, settled_at: clock.now() }, context)
    for (const found of settlementCases(row, result)) {
      await openCase(context, found)
    }
    await audit(context, {
      actor,
      action: "payments.posabit_order_settled",
      subject: { type: "order", id: row.order_id },
      before: { settlement: row.settlement },
      after: { settlement, captured_cents, pos_total_cents: row.pos_total_cents, amount_cents: row.amount_cents },
    })
    return after
  }

  /** Claims orders that are due to be asked about, oldest first, so that two workers never ask for the same. */
  @InjectTransactionManager()
  async claimForPoll(limit: number, @MedusaContext() context: Context = {}): Promise<string[]> {
    const now = clock.now()
    // Claimed for five minutes; the reading then says when to come back.
    const { rows } = await this.knex(context).raw(
      `UPDATE posabit_order SET next_poll_at = ?, updated_at = now()
       WHERE id IN (
         SELECT id FROM posabit_order
         WHERE settlement = 'open' AND pushed_at IS NOT NULL AND deleted_at IS NULL AND next_poll_at <= ?
         ORDER BY next_poll_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [new Date(now.getTime() + 5 * 60_000), now, limit]
    )
    return rows.map(({ id }: { id: string }) => id)
  }
}
