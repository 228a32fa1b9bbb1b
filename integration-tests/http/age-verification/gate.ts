import { clock } from "@rise-via/core"
import { mustSucceed, type HttpSuite, type Shopper } from "../../support"
import { callsOf } from "./calls"

const DAY = 24 * 60 * 60 * 1000

/** Nothing is sold to whose age is not confirmed. */
export function gateSpecs(suite: HttpSuite) {
  const { approve, reject, ask, waiting } = callsOf(suite)

  const complete = (cartId: string, shopper: Pick<Shopper, "headers">) =>
    suite.api().post(`/store/carts/${cartId}/complete`).set(shopper.headers).send({})
  const codes = (answer: { body: any }) => (answer.body.reasons ?? []).map(({ code }: { code: string }) => code)

  /** Everything that a sale would leave behind. */
  const traces = async () => {
    const { rows } = await suite.db().query(`
      SELECT (SELECT count(*) FROM "order")::int AS orders,
             (SELECT count(*) FROM payment)::int AS payments,
             (SELECT count(*) FROM reservation_item)::int AS reservations,
             (SELECT coalesce(sum(reserved_quantity), 0) FROM inventory_level)::int AS reserved,
             (SELECT coalesce(sum(stocked_quantity), 0) FROM inventory_level)::int AS stocked`)
    return rows[0]
  }

  /** Tries to buy, and says with which reasons nothing at all was sold. */
  const refusalOf = async (shopper: Shopper) => {
    const cart = await suite.cart({ shopper })
    const before = await traces()
    const answer = await complete(cart.id, shopper)
    expect(answer.status).toBe(400)
    expect(await traces()).toEqual(before)
    return codes(answer)
  }

  describe("checkout", () => {
    it("goes through the shopper's whole way: asked, waiting, confirmed, sold", async () => {
      const shopper = await suite.shopper()
      const cart = await suite.cart({ shopper })
      const before = await traces()

      const first = await complete(cart.id, shopper)
      expect(first.status).toBe(400)
      expect(first.body.reasons).toContainEqual({
        code: "age-verification.required",
        gate: "age-verification.confirmed",
        severity: "block",
        message: "Please confirm your age first: we sell only to people of 21 or older.",
        facts: { minimum_age: 21 },
      })
      const checks = await suite.api().get(`/store/carts/${cart.id}/checks`).set(shopper.headers)
      expect(JSON.stringify(checks.body)).toContain("age-verification.required")

      const { id } = mustSucceed(await ask(shopper)).age_verification
      expect(codes(await complete(cart.id, shopper))).toContain("age-verification.pending")
      expect(await traces()).toEqual(before)

      mustSucceed(await approve(id))
      const sold = mustSucceed(await complete(cart.id, shopper))
      expect(sold).toMatchObject({ type: "order", order: { email: shopper.email } })
      expect((await traces()).orders).toBe(before.orders + 1)
    })

    it("tells who was rejected, who is too young and whose approval has run out", async () => {
      const rejected = await waiting()
      mustSucceed(await reject(rejected.id))
      expect(await refusalOf(rejected.shopper)).toContain("age-verification.rejected")

      const young = await suite.shopper()
      expect((await ask(young, "2010-01-01")).status).toBe(400)
      expect(await refusalOf(young)).toContain("age-verification.underage")

      const lapsed = await waiting()
      mustSucceed(await approve(lapsed.id))
      clock.advance(366 * DAY)
      expect(await refusalOf(lapsed.shopper)).toContain("age-verification.expired")
    })

    it("asks a guest to sign in", async () => {
      const guest = { email: "guest@rise-via.test", headers: suite.storeHeaders() } as Shopper
      expect(await refusalOf(guest)).toContain("age-verification.sign_in")
    })

    it("does not take one customer's confirmation for another's", async () => {
      const confirmed = await waiting()
      mustSucceed(await approve(confirmed.id))
      expect(await refusalOf(await suite.shopper())).toContain("age-verification.required")
    })

    it("answers with the order again, also when the approval has run out since", async () => {
      const { shopper, id } = await waiting()
      mustSucceed(await approve(id))
      const cart = await suite.cart({ shopper })
      const { order } = mustSucceed(await complete(cart.id, shopper))
      clock.advance(366 * DAY)
      expect(mustSucceed(await complete(cart.id, shopper)).order.id).toBe(order.id)
    })
  })

  it("does not let staff sell around it with a draft order", async () => {
    const { shopper, id } = await waiting()
    const headers = suite.adminHeaders()
    const { regions } = mustSucceed(await suite.api().get("/admin/regions").set(headers))
    const { rows: channels } = await suite
      .db()
      .query("SELECT sales_channel_id AS id FROM sales_channel_stock_location LIMIT 1")
    const variant = await suite.variant()
    const { draft_order } = mustSucceed(
      await suite
        .api()
        .post("/admin/draft-orders")
        .set(headers)
        .send({
          email: shopper.email,
          customer_id: shopper.id,
          region_id: regions[0].id,
          sales_channel_id: channels[0].id,
          items: [{ variant_id: variant.id, quantity: 1 }],
        })
    )
    const convert = () =>
      suite.api().post(`/admin/draft-orders/${draft_order.id}/convert-to-order`).set(headers).send({})

    const refused = await convert()
    expect(refused.status).toBe(400)
    expect(codes(refused)).toContain("age-verification.pending")
    const isDraft = async () =>
      (await suite.db().query(`SELECT is_draft_order FROM "order" WHERE id = $1`, [draft_order.id])).rows[0]
        .is_draft_order
    expect(await isDraft()).toBe(true)

    mustSucceed(await approve(id))
    expect(codes(await convert())).not.toContain("age-verification.pending")
    expect(await isDraft()).toBe(false)
  })
}
