import { createHmac } from "node:crypto"
import { PASSWORD, SHOPPERS, shopperEmail, SIZES, STRANGER } from "./seed/catalog.mjs"
import { JWT_SECRET } from "./systems.mjs"

/** What a shopper does, in order, one HTTP call each. */
export const STEPS = [
  "create cart",
  "add line",
  "address",
  "list shipping",
  "add shipping",
  "payment collection",
  "payment session",
  "complete",
]

const SYSTEM_PAYMENT = "pp_system_default"

const address = {
  first_name: "Robin",
  last_name: "Shopper",
  address_1: "1200 Pine Street",
  city: "Olympia",
  province: "WA",
  postal_code: "98501",
  country_code: "us",
  phone: "+13605550100",
}

/** A storefront on a running system: what every figure drives. Throws when the shop refuses anything. */
export class Storefront {
  /** Signs the shoppers in and looks up what carts need. */
  static async open({ url, database }) {
    const one = async (sql) => (await database.query(sql)).rows[0]
    const { token: key } = await one(
      "SELECT token FROM api_key WHERE type = 'publishable' AND title = 'Bench' AND deleted_at IS NULL"
    )
    const { id: regionId } = await one("SELECT id FROM region WHERE deleted_at IS NULL")
    const { rows } = await database.query(
      "SELECT id FROM product_variant WHERE deleted_at IS NULL AND sku IS NOT NULL ORDER BY sku"
    )
    const store = new Storefront(
      url,
      key,
      regionId,
      rows.map(({ id }) => id)
    )
    for (let n = 0; n < SHOPPERS; n++) store.shoppers.push(await store.signIn(shopperEmail(n)))
    return store
  }

  constructor(url, key, regionId, variantIds) {
    Object.assign(this, { url, key, regionId, variantIds, shoppers: [], sold: 0 })
  }

  async call(method, path, { body, token } = {}) {
    const { status, text } = await this.send(method, path, { body, token })
    if (status > 299) throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 500)}`)
    return JSON.parse(text)
  }

  async send(method, path, { body, token } = {}) {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        "x-publishable-api-key": this.key,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    })
    return { status: answer.status, text: await answer.text() }
  }

  /** As a member of staff: no figure is about signing in, so the token is made here. */
  async admin(method, path, body) {
    return await this.call(method, path, { body, token: staffToken() })
  }

  async signIn(email) {
    const { token } = await this.call("POST", "/auth/customer/emailpass", { body: { email, password: PASSWORD } })
    return { email, token }
  }

  /**
   * A whole checkout of one line by a shopper with an account. Both systems buy the same variants in the same order.
   *
   * @param options.provider payment provider, `pp_system_default` unless given
   * @param options.observe called with `(step, call)` in place of each call; must run it and return what it returns
   * @returns the order
   */
  async checkout({ provider, shopper, observe = (_, call) => call() } = {}) {
    const finish = await this.cartToComplete({ provider, shopper, observe })
    const { type, order, error } = await finish()
    if (type !== "order") throw new Error(`A cart was not completed: ${JSON.stringify(error)}`)
    return order
  }

  /** Everything up to `complete`; returns the call that is left. */
  async cartToComplete({ provider = SYSTEM_PAYMENT, shopper, observe = (_, call) => call() }) {
    const n = this.sold++
    const { email, token } = shopper ?? this.shoppers[n % this.shoppers.length]
    // A stride that visits all variants and is no multiple of the sizes of a product.
    const variant_id = this.variantIds[(n * 7) % this.variantIds.length]
    const call = (step, method, path, body) => observe(step, () => this.call(method, path, { body, token }))
    const { cart } = await call("create cart", "POST", "/store/carts", { region_id: this.regionId })
    const path = `/store/carts/${cart.id}`
    await call("add line", "POST", `${path}/line-items`, { variant_id, quantity: 1 })
    await call("address", "POST", path, { email, shipping_address: address, billing_address: address })
    const { shipping_options } = await call("list shipping", "GET", `/store/shipping-options?cart_id=${cart.id}`)
    const delivery = shipping_options.find(({ name }) => name === "Delivery")
    await call("add shipping", "POST", `${path}/shipping-methods`, { option_id: delivery.id })
    const { payment_collection } = await call("payment collection", "POST", "/store/payment-collections", {
      cart_id: cart.id,
    })
    const sessions = `/store/payment-collections/${payment_collection.id}/payment-sessions`
    await call("payment session", "POST", sessions, { provider_id: provider })
    return () => call("complete", "POST", `${path}/complete`, {})
  }

  /** Throws unless the gates are on: a shopper without a confirmed age must not get an order. */
  async demandGates() {
    const shopper = await this.signIn(STRANGER)
    const finish = await this.cartToComplete({ shopper })
    const answer = await finish().then(
      () => "an order",
      (error) => error.message
    )
    if (!answer.includes("age-verification.")) throw new Error(`The gates are not on: a stranger got ${answer}`)
  }

  /** A page of 20 of the catalog, with calculated prices, as the starter storefront asks for it. */
  productsPath(page) {
    const offset = (page * 20) % (this.variantIds.length / SIZES.length)
    return `/store/products?limit=20&offset=${offset}&region_id=${this.regionId}&fields=*variants.calculated_price`
  }
}

function staffToken() {
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url")
  const now = Math.floor(Date.now() / 1_000)
  const claims = { actor_id: "user_bench", actor_type: "user", auth_identity_id: "authid_bench", app_metadata: {} }
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ ...claims, iat: now, exp: now + 3_600 })}`
  return `${signed}.${createHmac("sha256", JWT_SECRET).update(signed).digest("base64url")}`
}
