import { payAtRegister, registerOrders } from "../../register"
import type { Till } from "../till"

/** Paid at the counter: the register closes the order and calls back. */
export const posabitTill: Till = {
  provider: "pp_posabit_posabit",
  service: "posabit",
  jobs: ["payments-poll-posabit-orders"],
  comeDue: (suite) =>
    suite.db().query("UPDATE posabit_order SET next_poll_at = now() - interval '1 minute' WHERE settlement = 'open'"),
  async shopper(suite) {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    return shopper
  },
  async take(suite, { orderId }) {
    const isThere = (await registerOrders(suite, orderId!)).length > 0
    return isThere ? await payAtRegister(suite, orderId!) : { status: "not at the register yet" }
  },
  async atService(suite, sale) {
    const orders = sale.orderId ? await registerOrders(suite, sale.orderId) : []
    const paid = orders.filter(({ status }) => status === "completed")
    const refunds: { amount_cents: number }[] = paid.flatMap(({ refunds }) => refunds)
    return {
      captured: paid.reduce((sum, { total }) => sum + total, 0),
      refunded: refunds.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
      holds: 0,
      sales: orders.length,
    }
  },
}
