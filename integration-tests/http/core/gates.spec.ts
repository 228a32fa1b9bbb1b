import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { allow, block, onHook, registerGate, warn } from "@rise-via/core"
import { httpSuite } from "../../support"
import type { ReadyCart } from "../../support/carts"
import type { Shopper } from "../../support/people"

httpSuite("core-gates", (suite) => {
  let shopper: Shopper
  let verdict: () => ReturnType<typeof allow>
  let failBeforePayment: string | undefined
  const holds: string[] = []

  // Two plugins of a merchant, beside Rise-Via's own gates.
  beforeAll(() => {
    registerGate(["cart", "checkout"], { name: "wine.quiet-hours", order: 500, check: () => verdict() })
    registerGate("checkout", {
      name: "beer.allowance",
      order: 510,
      check: () => verdict(),
      hold: async (_facts, holdId) => {
        holds.push(`take ${holdId}`)
        return { crates: 2 }
      },
      release: async (_container, holdId, data) => void holds.push(`release ${holdId} ${data?.crates}`),
      confirm: async (_container, holdId, _data, orderId) => void holds.push(`confirm ${holdId} ${orderId}`),
    })
    onHook(completeCartWorkflow, "beforePaymentAuthorization", {
      id: "test.payment-fails",
      order: 1,
      invoke: async ({ input }) => {
        if (failBeforePayment === input.id) {
          throw new Error("The payment failed")
        }
      },
    })
  })

  beforeEach(async () => {
    verdict = allow
    failBeforePayment = undefined
    holds.length = 0
    shopper = await suite.shopper()
  })

  const checks = async (cart: ReadyCart) =>
    (await suite.api().get(`/store/carts/${cart.id}/checks`).set(shopper.headers)).body.checks
  const complete = (cart: ReadyCart) =>
    suite.api().post(`/store/carts/${cart.id}/complete`).set(shopper.headers).send({})
  const ordersOf = async (id: string) =>
    (await suite.db().query('SELECT id FROM "order" WHERE customer_id = $1', [id])).rows
  const reserved = async () =>
    Number(
      (await suite.db().query("SELECT coalesce(sum(quantity), 0) AS n FROM reservation_item WHERE deleted_at IS NULL"))
        .rows[0].n
    )

  it("gives every plugin's reasons at once, to the client of complete, and nothing has happened", async () => {
    const cart = await suite.cart({ shopper })
    verdict = () => block({ code: "shop.closed", message: "The shop is closed.", facts: { opens: "09:00" } })
    const before = await reserved()
    const answer = await complete(cart)

    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ type: "not_allowed", code: "gate_blocked" })
    expect(answer.body.reasons).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          gate: "wine.quiet-hours",
          severity: "block",
          code: "shop.closed",
          facts: { opens: "09:00" },
        }),
        expect.objectContaining({ gate: "beer.allowance", severity: "block", code: "shop.closed" }),
        expect.objectContaining({ gate: "age-verification.confirmed", severity: "block" }),
      ])
    )
    expect(holds).toEqual([])
    expect(await ordersOf(shopper.id)).toEqual([])
    expect(await reserved()).toBe(before)
    const { rows } = await suite.db().query("SELECT count(*)::int AS n FROM payment")
    expect(rows[0].n).toBe(0)
  })

  it("lists the same reasons without effect", async () => {
    const cart = await suite.cart({ shopper })
    verdict = () => warn({ code: "shop.closes_soon", message: "The shop closes soon." })
    expect(await checks(cart)).toMatchObject({
      allowed: false,
      reasons: expect.arrayContaining([expect.objectContaining({ gate: "wine.quiet-hours", severity: "warn" })]),
    })
    await suite.confirmAge(shopper)
    expect(await checks(cart)).toMatchObject({ allowed: true })
    expect(holds).toEqual([])
  })

  it("answers 404 for the checks of a cart that is not there", async () => {
    const answer = await suite.api().get("/store/carts/cart_none/checks").set(shopper.headers)
    expect(answer.status).toBe(404)
  })

  it("blocks a line at the point cart, and names why", async () => {
    const cart = await suite.cart({ shopper, payment: false })
    verdict = () => block({ code: "shop.full", message: "No more today." })
    const answer = await suite
      .api()
      .post(`/store/carts/${cart.id}/line-items`)
      .set(shopper.headers)
      .send({ variant_id: cart.items[0].variant_id, quantity: 1 })
    expect(answer.status).toBe(400)
    expect(answer.body.reasons).toEqual([expect.objectContaining({ code: "shop.full", gate: "wine.quiet-hours" })])
  })

  it("holds for a sale, and confirms the hold with the order", async () => {
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper })
    const { body } = await complete(cart)
    expect(body.type).toBe("order")
    expect(holds).toEqual([
      expect.stringMatching(/^take chold_/),
      expect.stringMatching(new RegExp(`^confirm chold_.* ${body.order.id}$`)),
    ])
  })

  it("releases the hold when the payment fails, and the cart can be completed after", async () => {
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper })
    const before = await reserved()
    failBeforePayment = cart.id
    expect((await complete(cart)).status).toBeGreaterThanOrEqual(400)
    expect(holds).toEqual([expect.stringMatching(/^take/), expect.stringMatching(/^release .* 2$/)])
    expect(await reserved()).toBe(before)

    failBeforePayment = undefined
    expect((await complete(cart)).body.type).toBe("order")
  })

  it("returns the order when complete is repeated, also when a rule would block by now", async () => {
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper })
    const first = (await complete(cart)).body.order
    verdict = () => block({ code: "shop.closed", message: "Closed." })
    const again = await complete(cart)
    expect(again.body).toMatchObject({ type: "order", order: { id: first.id } })
    expect(await checks(cart)).toEqual({ allowed: true, reasons: [] })
    expect(await ordersOf(shopper.id)).toHaveLength(1)
  })

  it("makes one order of twenty completions at the same time", async () => {
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper })
    const answers = await Promise.all(Array.from({ length: 20 }, () => complete(cart)))
    const ids = new Set(answers.flatMap(({ body }) => (body.type === "order" ? [body.order.id] : [])))
    expect(ids.size).toBe(1)
    expect(await ordersOf(shopper.id)).toHaveLength(1)
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(holds.filter((entry) => entry.startsWith("take"))).toHaveLength(1)
  })

  it("does not let staff sell around a rule by editing an order", async () => {
    await suite.confirmAge(shopper)
    const { order, items } = await suite.cart({ shopper, complete: true })
    const admin = suite.adminHeaders()
    await suite.api().post("/admin/order-edits").set(admin).send({ order_id: order.id })
    const added = await suite
      .api()
      .post(`/admin/order-edits/${order.id}/items`)
      .set(admin)
      .send({ items: [{ variant_id: items[0].variant_id, quantity: 3 }] })
    expect(added.status).toBe(200)

    // Her confirmation is gone before the edit is confirmed.
    await suite.db().query("UPDATE age_verification SET deleted_at = now() WHERE customer_id = $1", [shopper.id])
    const confirmed = await suite.api().post(`/admin/order-edits/${order.id}/confirm`).set(admin).send({})
    expect(confirmed.status).toBe(400)
    expect(confirmed.body.reasons).toEqual(
      expect.arrayContaining([expect.objectContaining({ gate: "age-verification.confirmed" })])
    )
  })

  it("lets staff take goods out of an order, whatever the rules say by now", async () => {
    await suite.confirmAge(shopper)
    const { order, items } = await suite.cart({
      shopper,
      items: [{ variant_id: (await suite.variant()).id, quantity: 2 }],
      complete: true,
    })
    const admin = suite.adminHeaders()
    await suite.api().post("/admin/order-edits").set(admin).send({ order_id: order.id })
    const { body } = await suite.api().get(`/admin/orders/${order.id}`).set(admin)
    const less = await suite
      .api()
      .post(`/admin/order-edits/${order.id}/items/item/${body.order.items[0].id}`)
      .set(admin)
      .send({ quantity: 1 })
    expect([less.status, items.length]).toEqual([200, 1])
    await suite.db().query("UPDATE age_verification SET deleted_at = now() WHERE customer_id = $1", [shopper.id])
    const confirmed = await suite.api().post(`/admin/order-edits/${order.id}/confirm`).set(admin).send({})
    expect(confirmed.status).toBe(200)
  })
})
