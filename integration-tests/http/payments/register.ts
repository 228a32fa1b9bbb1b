import { dirname, join } from "node:path"
import type { HttpSuite } from "../../support"

/** What the specs of this folder ask of the store and of the register (the sandbox). */
export function register(suite: HttpSuite) {
  const admin = async (method: "get" | "post", path: string, body?: object) =>
    await suite.api()[method](path).set(suite.adminHeaders()).send(body)

  /** A shopper who may buy, and her order as the store API answered it. */
  async function placedOrder() {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper, complete: true })
    return { shopper, cart, order: cart.order }
  }

  async function rowOf(orderId: string) {
    const { body } = await admin("get", `/admin/payments/posabit-orders?order_id=${orderId}`)
    return body.posabit_orders[0]
  }

  /** The row, once the register has the order. */
  const pushed = (orderId: string) =>
    suite.until("the order to be in the register", async () => {
      const row = await rowOf(orderId)
      return row?.posabit_id && row
    })

  const settled = (orderId: string) =>
    suite.until("the order to be settled", async () => {
      const row = await rowOf(orderId)
      return row?.settlement !== "open" && row?.settlement !== "due" && row
    })

  /** Payment, captures and transactions of an order as the admin sees them. */
  async function moneyOf(orderId: string) {
    const fields =
      "id,status,payment_status,total,transactions.*,payment_collections.status,payment_collections.captured_amount," +
      "payment_collections.payment_sessions.status,payment_collections.payments.*,payment_collections.payments.captures.*"
    const { body } = await admin("get", `/admin/orders/${orderId}?fields=${fields}`)
    const { order } = body
    const payments = order.payment_collections.flatMap((collection: any) => collection.payments ?? [])
    return {
      order,
      payments,
      captures: payments.flatMap((payment: any) => payment.captures ?? []),
      transactions: (order.transactions ?? []).filter((transaction: any) => transaction.reference === "capture"),
    }
  }

  const setStatus = (posabitId: string, body: object) =>
    suite.sandbox.call("POST", `/posabit/__sim/orders/${posabitId}/status`, body)

  const registerOrders = async (referenceNo: string) =>
    (await suite.sandbox.call("GET", `/posabit/__sim/orders?reference_no=${referenceNo}`)).orders

  async function casesOf(orderId: string) {
    const { rows } = await suite
      .db()
      .query("SELECT kind, state, details FROM core_case WHERE subject_id = $1 ORDER BY kind", [orderId])
    return rows
  }

  /** POSaBIT's own form, sent by the test: what the sandbox would send, or a lie. */
  const callback = async (url: string, fields: Record<string, string>) =>
    await suite
      .api()
      .post(new URL(url).pathname)
      .type("form")
      .send(
        new URLSearchParams(
          Object.entries(fields).map(([name, value]) => [`incoming_order[${name}]`, value])
        ).toString()
      )

  /** Runs a scheduled job now, as its schedule would. */
  async function runJob(file: string) {
    const built = join(dirname(require.resolve("@rise-via/payments/package.json")), ".medusa/server/src/jobs")
    await require(join(built, file)).default(suite.container())
  }

  return { admin, placedOrder, rowOf, pushed, settled, moneyOf, setStatus, registerOrders, casesOf, callback, runJob }
}
