import { createHmac } from "node:crypto"
import { mustSucceed, type HttpSuite, type Shopper } from "../../../support"

export const HYPUR = "pp_hypur_hypur"

/** What the specs of this folder ask of the store, of shoppers and of Hypur (the sandbox). */
export function hypurStore(suite: HttpSuite) {
  const admin = async (method: "get" | "post", path: string, body?: object) =>
    await suite.api()[method](path).set(suite.adminHeaders()).send(body)

  /** A shopper with a cart that lacks her approval and `complete`. */
  async function asked(given?: Shopper) {
    const shopper = given ?? (await suite.shopper())
    if (!given) {
      await suite.confirmAge(shopper)
    }
    const cart = await suite.cart({ shopper, provider: HYPUR })
    const session = cart.payment_collection.payment_sessions[0]
    return { shopper, cart, session, requestId: session.data.request_id as string }
  }

  const complete = async (shopper: Shopper, cartId: string) =>
    await suite.api().post(`/store/carts/${cartId}/complete`).set(shopper.headers).send({})

  /** An order, approved before it was placed unless said otherwise. */
  async function placed({ approve = {} as object | null } = {}) {
    const sale = await asked()
    if (approve) {
      await at(sale.requestId, "approve", approve)
    }
    const { order } = mustSucceed(await complete(sale.shopper, sale.cart.id))
    return { ...sale, order }
  }

  /** What the consumer, her bank or the portal does. */
  const at = async (requestId: string, act: string, body: object = {}) =>
    (await suite.sandbox.call("POST", `/hypur/__sim/requests/${requestId}/${act}`, body)).request

  const there = async (requestId: string) =>
    (await suite.sandbox.call("GET", `/hypur/__sim/requests/${requestId}`)).request

  const fault = (match: { method?: string; path?: string }, rule: object) =>
    suite.sandbox.call("POST", "/__sim/faults", { service: "hypur", match, ...rule })

  async function rowOf(sessionId: string) {
    const { body } = await admin("get", `/admin/payments/hypur-requests?payment_session_id=${sessionId}`)
    return body.hypur_requests[0]
  }

  const captured = (sessionId: string) =>
    suite.until("the payment to be captured", async () => {
      const row = await rowOf(sessionId)
      return row?.settlement === "captured" && row
    })

  const refresh = (id: string) => admin("post", `/admin/payments/hypur-requests/${id}/refresh`, {})

  /** Payment, captures and refunds of an order as the admin sees them. */
  async function moneyOf(orderId: string) {
    const fields =
      "id,status,payment_status,total,transactions.*,payment_collections.payments.*," +
      "payment_collections.payments.captures.*,payment_collections.payments.refunds.*"
    const { body } = await admin("get", `/admin/orders/${orderId}?fields=${fields}`)
    const payments = body.order.payment_collections.flatMap((collection: any) => collection.payments ?? [])
    const cents = (rows: { amount: number }[]) => rows.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)
    return {
      order: body.order,
      payments,
      captured_cents: cents(payments.flatMap((payment: any) => payment.captures ?? [])),
      refunded_cents: cents(payments.flatMap((payment: any) => payment.refunds ?? [])),
    }
  }

  const booksOf = async (orderId: string) =>
    (await admin("get", `/admin/payments/ledger/state?order_id=${orderId}`)).body

  async function casesOf(...subjects: string[]): Promise<any[]> {
    const { rows } = await suite
      .db()
      .query("SELECT kind, details FROM core_case WHERE subject_id = ANY($1) ORDER BY kind", [subjects])
    return rows
  }

  const webhook = async (body: object, secret = "sandbox-hypur-webhook-secret") => {
    const text = JSON.stringify(body)
    const signature = createHmac("sha256", secret).update(text).digest("hex")
    return await suite
      .api()
      .post("/hooks/hypur/requests")
      .set({ "content-type": "application/json", "x-hypur-signature": signature })
      .send(text)
  }

  /** Every request is due to be looked at, and is. */
  async function poll() {
    await suite
      .db()
      .query("UPDATE hypur_request SET next_poll_at = now() - interval '1 minute' WHERE next_poll_at > now()")
    await suite.runJob("payments-poll-hypur-requests")
    await suite.settle()
  }

  /** Runs with other options than the sandbox's: live most calls are off. */
  async function pretending<T>(given: { methods?: object; fields?: object }, run: () => Promise<T>): Promise<T> {
    const { options } = suite.container().resolve<any>("payments_hypur")
    const before = { methods: { ...options.methods }, fields: { ...options.fields } }
    Object.assign(options.methods, given.methods)
    Object.assign(options.fields, given.fields)
    try {
      return await run()
    } finally {
      Object.assign(options.methods, before.methods)
      Object.assign(options.fields, before.fields)
    }
  }

  /** One of the recoveries, as if it were an hour later. */
  async function recover(name: string) {
    const { find, repair } = (globalThis as any)[Symbol.for("rise-via.core.runtime")].recoveries.get(name)
    const later = new Date(Date.now() + 60 * 60_000)
    for (const item of await find(suite.container(), later)) {
      await repair(item, suite.container(), later)
    }
  }

  return {
    admin,
    asked,
    at,
    booksOf,
    captured,
    casesOf,
    complete,
    fault,
    moneyOf,
    placed,
    poll,
    pretending,
    recover,
    refresh,
    rowOf,
    there,
    webhook,
  }
}
