import { Modules } from "@medusajs/framework/utils"
import { createUserAccountWorkflow } from "@medusajs/medusa/core-flows"
import { mustSucceed, type HttpSuite } from "../../../support"
import { FAKE_PROVIDER, FakePayments } from "../../../support/fake-payments"

/** What the specs of refunds ask of the store, with a bank of their own. */
export function refundsOf(suite: HttpSuite) {
  const bank = new FakePayments(suite)

  const admin = async (method: "get" | "post", path: string, body?: object, headers = suite.adminHeaders()) =>
    await suite.api()[method](path).set(headers).send(body)

  /** An order whose money the bank holds; of it so many cents can be captured, else all. */
  async function heldOrder(captureCents?: number) {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper, payment: false })
    const post = async (path: string, body: object) =>
      mustSucceed(await suite.api().post(path).set(shopper.headers).send(body))
    const { payment_collection } = await post("/store/payment-collections", { cart_id: cart.id })
    await post(`/store/payment-collections/${payment_collection.id}/payment-sessions`, { provider_id: FAKE_PROVIDER })
    const { order } = await post(`/store/carts/${cart.id}/complete`, {})
    const { rows } = await suite
      .db()
      .query("SELECT id, payment_session_id FROM payment WHERE payment_collection_id = $1", [payment_collection.id])
    const [{ id: payment_id, payment_session_id }] = rows
    if (captureCents) {
      await suite
        .db()
        .query("UPDATE payment SET data = data || jsonb_build_object('capture_cents', $2::int) WHERE id = $1", [
          payment_id,
          captureCents,
        ])
    }
    const total = captureCents ?? Math.round(order.total * 100)
    return { shopper, order, payment_id, session_id: payment_session_id as string, total }
  }

  /** An order paid at the bank and captured: whole, or so many cents. */
  async function paidOrder(captureCents?: number) {
    const held = await heldOrder(captureCents)
    const amount = captureCents ? captureCents / 100 : undefined
    mustSucceed(await admin("post", `/admin/payments/${held.payment_id}/capture`, { amount }))
    return held
  }

  const refund = (body: object, headers?: Record<string, string>) =>
    admin("post", "/admin/payments/refunds", { reason: "The jar was broken", ...body }, headers)

  const refundOf = async (id: string) => (await admin("get", `/admin/payments/refunds/${id}`)).body.refund

  /** Bank, ledger and Medusa about one order, in cents; they must never disagree. */
  async function money({ order, payment_id, session_id }: Awaited<ReturnType<typeof paidOrder>>) {
    const { body } = await admin("get", `/admin/payments/ledger/state?order_id=${order.id}`)
    const sum = async (sql: string, values: unknown[]) =>
      Math.round(Math.abs(Number((await suite.db().query(sql, values)).rows[0].sum ?? 0)) * 100)
    return {
      bank: bank.booksOf(session_id).refunded,
      books: body.money_state.refunded_cents + body.money_state.refund_pending_cents,
      medusa: await sum("SELECT sum(amount) FROM refund WHERE payment_id = $1 AND deleted_at IS NULL", [payment_id]),
      transactions: await sum(
        "SELECT sum(amount) FROM order_transaction WHERE order_id = $1 AND reference = 'refund' AND deleted_at IS NULL",
        [order.id]
      ),
      collection: await sum(
        "SELECT sum(c.refunded_amount) FROM payment_collection c JOIN payment p ON p.payment_collection_id = c.id WHERE p.id = $1",
        [payment_id]
      ),
      differences: body.differences,
    }
  }

  const agreed = (cents: number) => ({
    bank: cents,
    books: cents,
    medusa: cents,
    transactions: cents,
    collection: cents,
    differences: [],
  })

  /** Runs a recovery now, as if `minutes` had passed. */
  async function recover(name = "payments.refunds", minutes = 3) {
    const { recoveries } = (globalThis as any)[Symbol.for("rise-via.core.runtime")]
    const recovery = recoveries.get(name)
    await suite.db().query(
      `UPDATE payment_refund_request SET checked_at = checked_at - make_interval(mins => $1),
           sent_at = sent_at - make_interval(mins => $1), updated_at = updated_at - make_interval(mins => $1)
         WHERE booked_at IS NULL OR notified_at IS NULL OR state = 'pending'`,
      [minutes]
    )
    for (const item of await recovery.find(suite.container(), new Date())) {
      await recovery.repair(item, suite.container(), new Date())
    }
  }

  /** Another member of staff: the bearer headers. */
  async function secondPerson() {
    const email = `staff-${Date.now()}@rise-via.test`
    const password = "a-second-pair-of-eyes"
    const auth = suite.container().resolve(Modules.AUTH)
    const { authIdentity } = await auth.register("emailpass", { body: { email, password } } as never)
    await createUserAccountWorkflow(suite.container()).run({
      input: { authIdentityId: authIdentity!.id, userData: { email } },
    })
    const { token } = mustSucceed(await suite.api().post("/auth/user/emailpass").send({ email, password }))
    return { authorization: `Bearer ${token}` }
  }

  return { bank, admin, heldOrder, paidOrder, refund, refundOf, money, agreed, recover, secondPerson }
}

export type RefundSpecs = ReturnType<typeof refundsOf>
