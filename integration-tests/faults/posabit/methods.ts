import type { HttpSuite } from "../../support"
import type { Method, Sale } from "../../support/payment-matrix"
import { atRegister, registerOrders } from "../../support/register"

const SEARCH = { method: "GET", path: "*/incoming_orders" }
const PUSH = { method: "POST", path: "*/incoming_orders" }
const READ = { method: "GET", path: "*/incoming_orders/*" }

/** Staff close the order at the register; told or not, and told again when it is closed already. */
export async function close(suite: HttpSuite, { orderId }: Sale, lost = false) {
  const { id, status, next_statuses: next } = await atRegister(suite, orderId!)
  if (next.includes("completed")) {
    await suite.sandbox
      .call("POST", `/posabit/__sim/orders/${id}/status`, {
        status: "completed",
        callback: { lost },
      })
      .catch(ignoreClosed)
  } else if (!lost) {
    await suite.sandbox.call("POST", `/posabit/__sim/orders/${id}/callbacks`, {})
  }
  await suite.settle()
  return { status: 200, body: { was: status } }
}

/** Closed, and the shop has heard of it. */
export async function pay(suite: HttpSuite, sale: Sale) {
  await close(suite, sale)
  await isSettled(suite, sale)
}

export const isSettled = (suite: HttpSuite, { orderId }: Sale) =>
  suite.until("the payment to be captured", async () => {
    const { rows } = await suite.db().query("SELECT settlement FROM posabit_order WHERE order_id = $1", [orderId])
    return rows[0]?.settlement === "settled"
  })

/** Two closed it at once. */
function ignoreClosed(error: Error) {
  if (!/is final/.test(error.message)) {
    throw error
  }
}

const isCaptured: Method["isDone"] = ({ medusa, service }, sale) =>
  service.captured === sale.cents && medusa.captured === sale.cents

const placing = (name: string, call: Method["call"]): Method => ({
  name,
  call,
  arrange: (seller) => seller.ready(),
  act: async (seller, sale) => {
    const answer = await seller.complete(sale)
    await seller.suite.settle()
    return answer
  },
  isDone: ({ service }) => service.sales === 1,
})

/** Every call that the shop makes to the register, by what sets it off. */
export const methods: Method[] = [
  placing("authorize, and the search before the push", SEARCH),
  placing("authorize, and the push", PUSH),
  {
    name: "capture by a callback",
    call: READ,
    arrange: (seller) => seller.placed(),
    act: ({ suite }, sale) => close(suite, sale),
    isDone: isCaptured,
  },
]

export const ordersAtRegister = async (suite: HttpSuite, { orderId }: Sale) =>
  orderId ? await registerOrders(suite, orderId) : []
