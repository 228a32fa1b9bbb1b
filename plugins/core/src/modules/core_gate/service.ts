import type { Context, InferTypeOf } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext, MedusaService } from "@medusajs/framework/utils"
import { clock } from "../../lib/clock"
import { processId } from "../../lib/process"
import { transactionOf } from "../../lib/transaction"
import type { GateHoldData } from "../../types"
import { CoreCheckoutRun } from "./models/checkout-run"
import { CoreGateHold } from "./models/gate-hold"

export type CheckoutRunDTO = InferTypeOf<typeof CoreCheckoutRun>
export type GateHoldDTO = Omit<InferTypeOf<typeof CoreGateHold>, "data"> & { data: GateHoldData | null }

/** Runs of cart completion and what their gates hold. */
export default class CoreGateModuleService extends MedusaService({ CoreCheckoutRun, CoreGateHold }) {
  @InjectManager()
  async beginRun(cartId: string, @MedusaContext() context: Context = {}): Promise<CheckoutRunDTO> {
    return (await this.createCoreCheckoutRuns({ cart_id: cartId, process_id: processId }, context)) as CheckoutRunDTO
  }

  @InjectManager()
  async settleRun(
    id: string,
    state: "placed" | "done" | "undone",
    orderId?: string,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await this.updateCoreCheckoutRuns(
      { id, state, settled_at: clock.now(), ...(orderId && { order_id: orderId }) },
      context
    )
  }

  /** The run under way for a cart, newest first: `orderCreated` has only the cart's id. */
  @InjectManager()
  async runningRun(cartId: string, @MedusaContext() context: Context = {}): Promise<CheckoutRunDTO | undefined> {
    const [run] = await this.listCoreCheckoutRuns(
      { cart_id: cartId, state: "running" },
      { order: { created_at: "DESC" }, take: 1 },
      context
    )
    return run as CheckoutRunDTO | undefined
  }

  /** Runs that a crash cut off: their process is not among the living, or they are older than any checkout takes. */
  @InjectManager()
  async abandonedRuns(
    live: string[],
    olderThan: Date,
    @MedusaContext() context: Context = {}
  ): Promise<CheckoutRunDTO[]> {
    const runs = await this.listCoreCheckoutRuns(
      {
        state: ["running", "placed"],
        $or: [{ process_id: { $nin: live } }, { created_at: { $lt: olderThan } }],
      },
      { order: { created_at: "ASC" }, take: 100 },
      context
    )
    return runs as CheckoutRunDTO[]
  }

  /** `order.placed` went out. */
  @InjectManager()
  async announced(orderId: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.updateCoreCheckoutRuns(
      { selector: { order_id: orderId, state: "placed" }, data: { state: "done" } },
      context
    )
  }

  @InjectManager()
  async beginHold(
    hold: { run_id: string; gate: string },
    @MedusaContext() context: Context = {}
  ): Promise<GateHoldDTO> {
    return (await this.createCoreGateHolds(hold, context)) as unknown as GateHoldDTO
  }

  @InjectManager()
  async keepHold(id: string, data: GateHoldData, @MedusaContext() context: Context = {}): Promise<void> {
    await this.updateCoreGateHolds({ id, state: "held", data }, context)
  }

  @InjectManager()
  async settleHold(
    id: string,
    state: "confirmed" | "released",
    orderId?: string,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    await this.updateCoreGateHolds({ id, state, ...(orderId && { order_id: orderId }) }, context)
  }

  /** Holds of a run that are not released, last taken first. */
  @InjectManager()
  async openHolds(runId: string, @MedusaContext() context: Context = {}): Promise<GateHoldDTO[]> {
    const holds = await this.listCoreGateHolds(
      { run_id: runId, state: ["taking", "held", "confirmed"] },
      { order: { id: "DESC" } },
      context
    )
    return holds as unknown as GateHoldDTO[]
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
}
