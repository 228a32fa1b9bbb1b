import { randomBytes } from "node:crypto"
import Medusa from "@medusajs/js-sdk"
import { httpSuite, MARK, payAtRegister, saleFacts, settings, stockOf } from "../support"

httpSuite("first sale", (suite) => {
  const client = (publishableKey?: string) =>
    new Medusa({ baseUrl: suite.url, publishableKey, auth: { type: "jwt", jwtTokenStorageMethod: "memory" } })

  const storefront = () => client(suite.storeHeaders()["x-publishable-api-key"])

  async function backOffice() {
    const sdk = client()
    await sdk.auth.login("user", "emailpass", settings().admin)
    return sdk
  }

  async function signUp(sdk: Medusa) {
    const email = `journey-${randomBytes(5).toString("hex")}@rise-via.test`
    const password = randomBytes(12).toString("base64url")
    await sdk.auth.register("customer", "emailpass", { email, password })
    const { customer } = await sdk.store.customer.create({ email, first_name: "Ada", last_name: "Green" })
    await sdk.auth.login("customer", "emailpass", { email, password })
    return customer
  }

  async function confirmAge(sdk: Medusa, customerId: string) {
    await sdk.client.fetch("/store/customers/me/age-verification", {
      method: "POST",
      body: { birth_date: "1985-02-17" },
    })
    const admin = await backOffice()
    const { age_verifications } = await admin.client.fetch<{ age_verifications: { id: string }[] }>(
      "/admin/age-verifications",
      { query: { customer_id: customerId, status: "pending" } }
    )
    await admin.client.fetch(`/admin/age-verifications/${age_verifications[0].id}/approve`, {
      method: "POST",
      body: {},
    })
  }

  const address = {
    first_name: "Ada",
    last_name: "Green",
    address_1: "400 Broad Street",
    city: "Seattle",
    province: "WA",
    postal_code: "98109",
    country_code: "us",
    phone: "+12065550123",
  }

  /** As the starter storefront does it: cart, line, address, shipping, payment session. */
  async function fillCart(sdk: Medusa, variantId: string, quantity: number) {
    const { regions } = await sdk.store.region.list()
    const { cart } = await sdk.store.cart.create({
      region_id: regions[0].id,
      metadata: { [MARK]: randomBytes(8).toString("hex") },
    })
    await sdk.store.cart.createLineItem(cart.id, { variant_id: variantId, quantity })
    await sdk.store.cart.update(cart.id, { shipping_address: address, billing_address: address })
    const { shipping_options } = await sdk.store.fulfillment.listCartOptions({ cart_id: cart.id })
    const shipped = await sdk.store.cart.addShippingMethod(cart.id, { option_id: shipping_options[0].id })
    const { payment_providers } = await sdk.store.payment.listPaymentProviders({ region_id: regions[0].id })
    const posabit = payment_providers.find(({ id }) => id.includes("posabit"))!
    await sdk.store.payment.initiatePaymentSession(shipped.cart, { provider_id: posabit.id })
    return (await sdk.store.cart.retrieve(cart.id)).cart
  }

  it("is made whole with Medusa's own client: sign up, age, cart, payment, order, callback, stock", async () => {
    const sdk = storefront()
    const customer = await signUp(sdk)
    await confirmAge(sdk, customer.id)

    const wanted = await suite.variant()
    const { products, count } = await sdk.store.product.list({ limit: 5 })
    expect(count).toBeGreaterThanOrEqual(80)
    expect(products).toHaveLength(5)

    const before = await stockOf(suite.db(), wanted.inventory_item_id)
    const cart = await fillCart(sdk, wanted.id, 2)
    const completed = await sdk.store.cart.complete(cart.id)
    if (completed.type !== "order") {
      throw new Error(`The cart was not completed: ${JSON.stringify(completed)}`)
    }
    const { order } = completed
    expect(order.total).toBe(cart.total)
    expect(await stockOf(suite.db(), wanted.inventory_item_id)).toEqual({
      stocked: before.stocked,
      reserved: before.reserved + 2,
      available: before.available - 2,
    })

    await payAtRegister(suite, order.id)
    const paid = await suite.until("the order to be paid", async () => {
      const { order: now } = await sdk.store.order.retrieve(order.id, { fields: "id,total,payment_status" })
      return now.payment_status === "captured" && now
    })
    expect(paid.id).toBe(order.id)

    await suite.settle()
    expect(await saleFacts(suite.db(), cart.id)).toEqual({
      orders: [order.id],
      linked: true,
      cartCompleted: true,
      reserved: 2,
      sessions: expect.any(Array),
      payments: 1,
      captures: 1,
      capturedAmount: order.total,
    })
  })

  it("gives the same order when complete is repeated", async () => {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper, complete: true })

    const again = await suite.api().post(`/store/carts/${cart.id}/complete`).set(shopper.headers).send({})
    expect(again.status).toBe(200)
    expect(again.body).toEqual(
      expect.objectContaining({ type: "order", order: expect.objectContaining({ id: cart.order.id }) })
    )
    expect((await saleFacts(suite.db(), cart.id)).orders).toEqual([cart.order.id])
  })

  it("does not happen without confirmed age: the reasons come back, no order, payment or stock movement exists", async () => {
    const shopper = await suite.shopper()
    const wanted = await suite.variant()
    const before = await stockOf(suite.db(), wanted.inventory_item_id)
    const cart = await suite.cart({ shopper, items: [{ variant_id: wanted.id, quantity: 1 }] })

    const answer = await suite.api().post(`/store/carts/${cart.id}/complete`).set(shopper.headers).send({})
    expect(answer.status).toBe(400)
    expect(answer.body.reasons).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: "age-verification.required", severity: "block" })])
    )
    expect(await saleFacts(suite.db(), cart.id)).toEqual(
      expect.objectContaining({ orders: [], cartCompleted: false, reserved: 0, payments: 0, captures: 0 })
    )
    expect(await stockOf(suite.db(), wanted.inventory_item_id)).toEqual(before)

    await suite.confirmAge(shopper)
    const retried = await suite.api().post(`/store/carts/${cart.id}/complete`).set(shopper.headers).send({})
    expect(retried.body.type).toBe("order")
  })
})
