import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { GateFacts } from "../types"
import { CORE_GATE_MODULE } from "./module-names"
import type CoreGateModuleService from "../modules/core_gate/service"
import { GateBlockedError } from "./errors"
import { factsOfLoadedCart } from "./gate-facts"
import { gatesAt, runGates } from "./run-gates"

export const gateService = (container: MedusaContainer) => container.resolve<CoreGateModuleService>(CORE_GATE_MODULE)

/** The order a cart became, when it did. */
export async function orderIdOfCart(container: MedusaContainer, cartId: string): Promise<string | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order_cart", fields: ["order_id"], filters: { cart_id: cartId } })
  return data[0]?.order_id
}

/**
 * `completeCart.validate`: notes that a completion is under way (recovery finds those that a crash cut off), runs
 * every check, then takes the holds in order. Returns the run's id, or nothing when the cart has its order already:
 * the hook runs again when `complete` is repeated, and a rule must not take back a sale that happened.
 *
 * @param cart as the workflow has loaded it
 */
export async function beginCheckout(
  container: MedusaContainer,
  cart: Record<string, any>
): Promise<string | undefined> {
  const service = gateService(container)
  // One after the other: a run that has ended by the first look has linked its order by the second.
  if (await service.runningRun(cart.id)) {
    // Cut off by a crash: until recovery has finished or undone it, its order may be half there.
    throw underWay()
  }
  if (await orderIdOfCart(container, cart.id)) {
    if (!cart.completed_at) {
      // Made since the workflow read the cart, which would make another one: its lock was lost, with Redis' data.
      throw underWay()
    }
    return undefined
  }
  const facts = await factsOfLoadedCart(container, "checkout", cart)
  const result = await runGates("checkout", facts)
  if (!result.allowed) {
    throw new GateBlockedError(result.reasons)
  }

  const run = await service.beginRun(cart.id)
  if (!run) {
    throw underWay()
  }
  try {
    await takeHolds(facts, run.id)
  } catch (error) {
    await undoCheckout(container, run.id)
    throw error
  }
  return run.id
}

const underWay = () =>
  new MedusaError(
    MedusaError.Types.CONFLICT,
    "An earlier try to complete this cart is being put right. Please try again in a moment."
  )

/** Gives back every hold of a run in reverse order, and closes the run. Safe to repeat. */
export async function undoCheckout(container: MedusaContainer, runId: string) {
  const service = gateService(container)
  for (const hold of await service.openHolds(runId)) {
    await gateOf(hold.gate)?.release?.(container, hold.id, hold.data)
    await service.settleHold(hold.id, "released")
  }
  await service.settleRun(runId, "undone")
}

/**
 * The order exists and is paid or promised: the holds of its run become final. The run is done only when
 * `order.placed` went out, because a crash before that would lose the event. Safe to repeat.
 */
export async function confirmCheckout(container: MedusaContainer, runId: string, orderId: string) {
  const service = gateService(container)
  for (const hold of (await service.openHolds(runId)).reverse()) {
    if (hold.state !== "confirmed") {
      await gateOf(hold.gate)?.confirm?.(container, hold.id, hold.data, orderId)
      await service.settleHold(hold.id, "confirmed", orderId)
    }
  }
  await service.settleRun(runId, "placed", orderId)
}

async function takeHolds(facts: GateFacts, runId: string) {
  const service = gateService(facts.container)
  for (const gate of gatesAt("checkout")) {
    if (gate.hold) {
      // The row comes first: a crash right after the taking must leave a trace that release can follow.
      const hold = await service.beginHold({ run_id: runId, gate: gate.name })
      await service.keepHold(hold.id, await gate.hold(facts, hold.id))
    }
  }
}

const gateOf = (name: string) => gatesAt("checkout").find((gate) => gate.name === name)
