import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, OrderWorkflowEvents } from "@medusajs/framework/utils"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { CheckoutRunDTO } from "../modules/core_gate/service"
import type { Recovery, RecoveryOutcome } from "../types"
import { openCase } from "./cases"
import { gateService, undoCheckout } from "./checkout"
import { findUnlinkedOrder, loadCheckout, type Checkout, type RecoveredOrder } from "./checkout-remains"
import { hookEntries } from "./hooks"
import { CORE_EXCHANGE_MODULE } from "./module-names"

/** Longer than Medusa's cart lock lives (120 s) with its wait (30 s): no completion that is still alive is older. */
const ABANDONED_AFTER_MS = 10 * 60_000
/** A placed order is announced within a second; later, its event was lost: with Redis' data, or with a process. */
const UNANNOUNCED_AFTER_MS = 2 * 60_000
const LOCK_WAIT_SECONDS = 10

/**
 * Finishes or undoes completions of carts that a crash cut off. A completion whose last acts were reached (order linked,
 * stock reserved, payment authorised or promised) is finished; any other is undone, as Medusa's own compensation would
 * have done, and the shopper can complete the cart again.
 */
export const checkoutRecovery: Recovery<CheckoutRunDTO> = {
  name: "core.checkout-runs",
  order: 20,

  async find(container, now) {
    const live = await container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE).liveProcessIds()
    return await gateService(container).abandonedRuns(live, {
      running: new Date(now.getTime() - ABANDONED_AFTER_MS),
      placed: new Date(now.getTime() - UNANNOUNCED_AFTER_MS),
    })
  },

  async repair(run, container) {
    // The lock of complete-cart, so that a shopper who tries again meanwhile waits for us.
    const locking = container.resolve(Modules.LOCKING)
    return await locking.execute(run.cart_id, () => repairRun(container, run), { timeout: LOCK_WAIT_SECONDS })
  },
}

async function repairRun(container: MedusaContainer, run: CheckoutRunDTO): Promise<RecoveryOutcome> {
  const checkout = await loadCheckout(container, run.cart_id)
  if (checkout.order && isWhole(checkout, checkout.order)) {
    await finish(container, run, checkout, checkout.order)
    return {
      action: "core.checkout_finished",
      subject: { type: "order", id: checkout.order.id },
      why: `The completion of cart ${run.cart_id} was cut off after its order was whole; what was left to do was done.`,
    }
  }
  const order = checkout.order ?? (await findUnlinkedOrder(container, checkout, run.created_at))
  await undo(container, run, checkout, order)
  return {
    action: "core.checkout_undone",
    subject: { type: "cart", id: run.cart_id },
    why: `The completion of the cart was cut off ${order ? `with order ${order.id} half made` : "before its order was made"}; it was undone.`,
  }
}

/** Authorisation is the last act of complete-cart that changes anything, so with it reached all before it are done. */
function isWhole({ cart, sessions, needsReservation, hasReservations }: Checkout, order: RecoveredOrder) {
  const isPaid =
    !sessions.length ||
    sessions.some(({ status }) => ["authorized", "captured", "pending_authorization"].includes(status))
  return order.isUnderWay || (!!cart.completed_at && isPaid && (hasReservations || !needsReservation))
}

async function finish(
  container: MedusaContainer,
  run: CheckoutRunDTO,
  { cart, captures }: Checkout,
  order: RecoveredOrder
) {
  const missing = captures.filter(({ id }) => !order.transactionReferences.includes(id))
  if (missing.length) {
    await container.resolve(Modules.ORDER).addOrderTransactions(
      missing.map(({ id, amount }) => ({
        order_id: order.id,
        amount,
        currency_code: cart.currency_code,
        reference: "capture",
        reference_id: id,
      }))
    )
  }
  if (run.state === "running") {
    for (const entry of hookEntries("complete-cart", "orderCreated")) {
      await entry.invoke({ order_id: order.id, cart_id: cart.id }, { container })
    }
  }
  // The events of a workflow are lost with its process; ours settles the run when it comes round.
  await container.resolve(Modules.EVENT_BUS).emit({ name: OrderWorkflowEvents.PLACED, data: { id: order.id } })
}

async function undo(
  container: MedusaContainer,
  run: CheckoutRunDTO,
  { cart, promotionIds, collectionId }: Checkout,
  order?: RecoveredOrder
) {
  if (order) {
    await container.resolve(Modules.INVENTORY).deleteReservationItemsByLineItem(order.itemIds)
    const orderLink = { [Modules.ORDER]: { order_id: order.id } }
    await container
      .resolve(ContainerRegistrationKeys.LINK)
      .dismiss([
        { ...orderLink, [Modules.CART]: { cart_id: cart.id } },
        ...promotionIds.map((promotion_id) => ({ ...orderLink, [Modules.PROMOTION]: { promotion_id } })),
        ...(collectionId ? [{ ...orderLink, [Modules.PAYMENT]: { payment_collection_id: collectionId } }] : []),
      ])
    await container.resolve(Modules.ORDER).deleteOrders([order.id])
    if (promotionIds.length) {
      // Medusa counts usage without a key, so nobody can tell whether the crash came before or after the counting.
      await openCase(null, {
        kind: "core.promotion_usage_uncertain",
        key: run.id,
        summary: "A checkout was cut off and undone; the usage counts of its promotions may be one too high.",
        subject: { type: "cart", id: cart.id },
        details: { promotion_ids: promotionIds },
      })
    }
  }
  if (cart.completed_at) {
    await container.resolve(Modules.CART).updateCarts(cart.id, { completed_at: null } as never)
  }
  await undoCheckout(container, run.id)
}
