import type { Context, InferTypeOf } from "@medusajs/framework/types"
import {
  generateEntityId,
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaService,
} from "@medusajs/framework/utils"
import { clock } from "../../lib/clock"
import { processId } from "../../lib/process"
import { knexOf, transactionOf } from "../../lib/transaction"
import type { GateHoldData } from "../../types"
import { CoreCheckoutRun } from "./models/checkout-run"
import { CoreGateHold } from "./models/gate-hold"

export type CheckoutRunDTO = InferTypeOf<typeof CoreCheckoutRun>
export type GateHoldDTO = Omit<InferTypeOf<typeof CoreGateHold>, "data"> & { data: GateHoldData | null }

/**
 * Runs of cart completion and what their gates hold. Every completion reads and writes them several times while the
 * shopper waits, so each claim and change is one statement, which is whole by itself, where the generated methods would
 * open a transaction and read the row before.
 */
export default class CoreGateModuleService extends MedusaService({ CoreCheckoutRun, CoreGateHold }) {
  /** A new run, or nothing when one is running for that cart: a unique index decides, also when Medusa's lock is lost. */
  @InjectManager()
  async beginRun(cartId: string, @MedusaContext() context: Context = {}): Promise<CheckoutRunDTO | undefined> {
    const { rows } = await knexOf(context).raw(
      `INSERT INTO core_checkout_run (id, cart_id, process_id) VALUES (?, ?, ?)
       ON CONFLICT (cart_id) WHERE state = 'running' AND deleted_at IS NULL DO NOTHING RETURNING *`,
      [generateEntityId(undefined, "crun"), cartId, processId]
    )
    return rows[0]
  }

  @InjectManager()
  async settleRun(
    id: string,
    state: "placed" | "done" | "undone",
    orderId?: string,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    const change = { state, settled_at: clock.now(), ...(orderId && { order_id: orderId }) }
    await this.change_("core_checkout_run", { id }, change, context)
  }

  /** Id of the run under way for a cart: `orderCreated` has only the cart's id. */
  @InjectManager()
  async runningRun(cartId: string, @MedusaContext() context: Context = {}): Promise<string | undefined> {
    const run = await knexOf(context)("core_checkout_run")
      .where({ cart_id: cartId, state: "running", deleted_at: null })
      .orderBy("created_at", "desc")
      .first("id")
    return run?.id
  }

  /** Runs that a crash cut off: their process is not among the living, or they stand there longer than any checkout. */
  @InjectManager()
  async abandonedRuns(
    live: string[],
    since: { running: Date; placed: Date },
    @MedusaContext() context: Context = {}
  ): Promise<CheckoutRunDTO[]> {
    const runs = await this.listCoreCheckoutRuns(
      {
        state: ["running", "placed"],
        $or: [
          { process_id: { $nin: live } },
          { created_at: { $lt: since.running } },
          { state: "placed", settled_at: { $lt: since.placed } },
        ],
      },
      { order: { created_at: "ASC" }, take: 100 },
      context
    )
    return runs as CheckoutRunDTO[]
  }

  /** `order.placed` went out. */
  @InjectManager()
  async announced(orderId: string, @MedusaContext() context: Context = {}): Promise<void> {
    const placed = { order_id: orderId, state: "placed", deleted_at: null }
    await this.change_("core_checkout_run", placed, { state: "done" }, context)
  }

  @InjectManager()
  async beginHold(
    hold: { run_id: string; gate: string },
    @MedusaContext() context: Context = {}
  ): Promise<GateHoldDTO> {
    const id = generateEntityId(undefined, "chold")
    const [row] = await knexOf(context)("core_gate_hold").insert({ id, ...hold }, "*")
    return row
  }

  @InjectManager()
  async keepHold(id: string, data: GateHoldData, @MedusaContext() context: Context = {}): Promise<void> {
    await this.change_("core_gate_hold", { id }, { state: "held", data: JSON.stringify(data) }, context)
  }

  @InjectManager()
  async settleHold(
    id: string,
    state: "confirmed" | "released",
    orderId?: string,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await this.change_("core_gate_hold", { id }, { state, ...(orderId && { order_id: orderId }) }, context)
  }

  /** Holds of a run that are not released, last taken first. */
  @InjectManager()
  async openHolds(runId: string, @MedusaContext() context: Context = {}): Promise<GateHoldDTO[]> {
    return await knexOf(context)("core_gate_hold")
      .select("*")
      .where({ run_id: runId, deleted_at: null })
      .whereIn("state", ["taking", "held", "confirmed"])
      .orderBy("id", "desc")
  }

  /** Runs that ended well before that time, with their holds. */
  @InjectTransactionManager()
  async deleteOld(before: Date, @MedusaContext() context: Context = {}): Promise<void> {
    const trx = transactionOf(context, "deleteOld")
    const old = trx("core_checkout_run")
      .select("id")
      .whereIn("state", ["done", "undone"])
      .andWhere("created_at", "<", before)
    await trx("core_gate_hold").whereIn("run_id", old.clone()).delete()
    await trx("core_checkout_run").whereIn("id", old.clone()).delete()
  }

  private async change_(table: string, which: object, change: object, context: Context): Promise<void> {
    const knex = knexOf(context)
    await knex(table)
      .where(which)
      .update({ ...change, updated_at: knex.fn.now() })
  }
}
