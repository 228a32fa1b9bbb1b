import { updateRegionsWorkflow } from "@medusajs/medusa/core-flows"
import { type HttpSuite, mustSucceed } from "../../../support"

const RISK = "/admin/payments/risk"
const ADDRESS = { first_name: "Robin", last_name: "Shopper", country_code: "us", postal_code: "98101" }

/** What the specs of this folder do in the shop. Money is held by Medusa's own provider, which authorises at once. */
export function shop(suite: HttpSuite) {
  const admin = async (method: "get" | "post", path: string, body?: object) =>
    await suite.api()[method](path).set(suite.adminHeaders()).send(body)
  const risk = (method: "get" | "post", path: string, body?: object) => admin(method, `${RISK}${path}`, body)

  async function offerManualPayment() {
    const { regions } = mustSucceed(await admin("get", "/admin/regions"))
    const payment_providers = ["pp_system_default", "pp_posabit_posabit"]
    await updateRegionsWorkflow(suite.container()).run({
      input: { selector: { id: regions.map(({ id }: { id: string }) => id) }, update: { payment_providers } },
    })
  }

  async function grownUp() {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    return shopper
  }

  type Sale = {
    shopper?: Awaited<ReturnType<typeof grownUp>>
    billing?: object
    metadata?: object
    provider_id?: string
  }

  /** A cart that lacks nothing but `complete`, to be paid with Medusa's own provider unless another is named. */
  async function cartOf({ shopper, billing, metadata, provider_id = "pp_system_default" }: Sale = {}) {
    const buyer = shopper ?? (await grownUp())
    const cart = await suite.cart({ shopper: buyer, payment: false })
    const post = async (path: string, body: object) =>
      mustSucceed(await suite.api().post(path).set(buyer.headers).send(body))
    if (billing || metadata) {
      await post(`/store/carts/${cart.id}`, {
        ...(billing && { billing_address: { ...ADDRESS, ...billing } }),
        ...(metadata && { metadata: { ...cart.metadata, ...metadata } }),
      })
    }
    const { payment_collection } = await post("/store/payment-collections", { cart_id: cart.id })
    const sessions = `/store/payment-collections/${payment_collection.id}/payment-sessions`
    await post(sessions, { provider_id })
    return { cart, shopper: buyer }
  }

  const complete = async ({ cart, shopper }: Awaited<ReturnType<typeof cartOf>>, headers: object = {}) =>
    await suite
      .api()
      .post(`/store/carts/${cart.id}/complete`)
      .set({ ...shopper.headers, ...headers })
      .send({})

  const assessmentsOf = async (cartId: string) =>
    (await suite.db().query("SELECT * FROM payment_risk_assessment WHERE cart_id = $1 ORDER BY assessed_at", [cartId]))
      .rows

  const paymentOf = async (orderId: string) => {
    const fields = "id,status,payment_collections.payments.id,payment_collections.payments.captured_at"
    const more = ",payment_collections.payments.canceled_at"
    const { order } = mustSucceed(await admin("get", `/admin/orders/${orderId}?fields=${fields}${more}`))
    return { status: order.status, ...order.payment_collections[0].payments[0] }
  }

  /** A rule that holds for sales with another billing country, beside one that never does. */
  const rulesOf = (points: number) => ({
    review_at: 50,
    block_at: 100,
    rules: [
      {
        code: "abroad",
        feature: "billing_postal_mismatch",
        operator: "eq",
        value: 1,
        points,
        reason: "The bill goes elsewhere",
      },
      { code: "never", feature: "amount_cents", operator: "gte", value: 99_000_000, points: 900, reason: "A fortune" },
    ],
  })

  async function activate(points: number) {
    const { risk_rule_set } = mustSucceed(await risk("post", "/rule-sets", { name: "Test", ...rulesOf(points) }))
    mustSucceed(await risk("post", `/rule-sets/${risk_rule_set.id}/activate`, { reason: "For the test" }))
    return risk_rule_set
  }

  /** An order whose payment is authorised and in review. */
  async function inReview(sale: Sale = {}) {
    const ready = await cartOf({ billing: { postal_code: "10001" }, ...sale })
    const { order } = mustSucceed(await complete(ready))
    const [assessment] = await assessmentsOf(ready.cart.id)
    return { ...ready, order, assessment }
  }

  return {
    admin,
    risk,
    offerManualPayment,
    grownUp,
    cartOf,
    complete,
    assessmentsOf,
    paymentOf,
    rulesOf,
    activate,
    inReview,
  }
}
