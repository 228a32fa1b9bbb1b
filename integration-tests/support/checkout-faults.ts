import { payAtRegister, registerOrders } from "./register"
import { saleFacts, type SaleFacts } from "./ledger"
import type { StoreUnderTest } from "./store"
import type { Shopper } from "./people"

/** A cart whose completion is cut off at one point. */
export type Victim = { at: string; cartId: string; shopper: Shopper; struck: boolean }

const QUANTITY = 1
const RECOVERY_DEADLINE_MS = 60_000

/** Settled sessions say that money is promised or taken. */
const PROMISED = ["pending_authorization", "authorized", "captured"]

/** A shopper of age with a cart that lacks nothing but `complete`. */
export async function readyVictim(store: StoreUnderTest, at: string, variantId: string): Promise<Victim> {
  const shopper = await store.shopper()
  await store.confirmAge(shopper)
  const { id } = await store.cart({ shopper, items: [{ variant_id: variantId, quantity: QUANTITY }] })
  return { at, cartId: id, shopper, struck: false }
}

export const complete = (store: StoreUnderTest, { cartId, shopper }: Victim) =>
  store.api().post(`/store/carts/${cartId}/complete`).set(shopper.headers).send({})

/** The sale happened, with all that belongs to it. */
export const isWhole = ({ orders, linked, cartCompleted, reserved, sessions }: SaleFacts) =>
  orders.length === 1 &&
  linked &&
  cartCompleted &&
  reserved === QUANTITY &&
  sessions.some((status) => PROMISED.includes(status))

/** The sale did not happen, and nothing of it is left. */
export const isNone = ({ orders, cartCompleted, reserved, sessions, payments, captures }: SaleFacts) =>
  !orders.length &&
  !cartCompleted &&
  !reserved &&
  !payments &&
  !captures &&
  !sessions.some((status) => PROMISED.includes(status))

/** Core's own note that a completion is under way; what looks whole before it is closed may still be undone. */
async function isOpen(store: StoreUnderTest, { cartId }: Victim): Promise<boolean> {
  const open =
    "SELECT 1 FROM core_checkout_run WHERE cart_id = $1 AND state IN ('running', 'placed') AND deleted_at IS NULL"
  return (await store.db().query(open, [cartId])).rowCount !== 0
}

/** Waits, as long as the issue allows after a restart, for one of the two. */
export async function wholeOrNone(store: StoreUnderTest, victim: Victim): Promise<"whole" | "none"> {
  let last: SaleFacts | undefined
  return await store.until(
    `a whole order or none after the kill at ${victim.at}`,
    async () => {
      last = await saleFacts(store.db(), victim.cartId)
      if (await isOpen(store, victim)) {
        throw new Error(`recovery has not got to it: ${JSON.stringify(last)}`)
      }
      const answer = isWhole(last) ? "whole" : isNone(last) ? "none" : undefined
      if (!answer) {
        throw new Error(`neither: ${JSON.stringify(last)}`)
      }
      return answer
    },
    RECOVERY_DEADLINE_MS
  )
}

/** Nothing of a sale that did not happen may wait at the register; a repeat by the shopper makes exactly one order. */
export async function finishSale(store: StoreUnderTest, victim: Victim): Promise<SaleFacts> {
  const answer = await complete(store, victim)
  if (answer.status !== 200 || answer.body.type !== "order") {
    throw new Error(`After the kill at ${victim.at} complete answered ${answer.status}: ${answer.text}`)
  }
  const orderId: string = answer.body.order.id
  await payAtRegister(store, orderId)
  return await store.until(`the capture of ${orderId} (killed at ${victim.at})`, async () => {
    const facts = await saleFacts(store.db(), victim.cartId)
    const orders = await registerOrders(store, orderId)
    return facts.captures > 0 && orders.length === 1 && facts
  })
}
