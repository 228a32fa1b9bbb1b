import { mustSucceed, type HttpSuite, type Shopper } from "../../support"
import { callsOf, GRINDER, LOW_DOSE } from "./calls"

export function gateSpecs(suite: HttpSuite) {
  const { plainProduct, saveFacts, post, rows } = callsOf(suite)

  const reasonsOf = async (cartId: string, shopper: Shopper) => {
    const answer = await suite.api().get(`/store/carts/${cartId}/checks`).set(shopper.headers)
    return mustSucceed(answer).checks.reasons.filter(({ gate }: any) => gate === "compliance.product-facts")
  }
  const complete = (cartId: string, shopper: Shopper) =>
    suite.api().post(`/store/carts/${cartId}/complete`).set(shopper.headers).send({})

  describe("the gate of product facts", () => {
    let shopper: Shopper

    beforeEach(async () => {
      shopper = await suite.shopper()
    })

    it("lets known cannabis and accessories pass", async () => {
      const cart = await suite.cart({
        shopper,
        items: [
          { sku: LOW_DOSE, quantity: 2 },
          { sku: GRINDER, quantity: 1 },
        ],
        payment: false,
      })
      expect(await reasonsOf(cart.id, shopper)).toEqual([])
    })

    it("does not sell a variant without facts: it names it, and there is no order and no payment", async () => {
      const { variant_id } = await plainProduct("Plain cart")
      const cart = await suite.cart({
        shopper,
        items: [
          { variant_id, quantity: 1 },
          { sku: GRINDER, quantity: 1 },
        ],
      })
      await suite.confirmAge(shopper)

      const answer = await complete(cart.id, shopper)
      expect(answer.status).toBe(400)
      expect(answer.body.reasons).toEqual([
        {
          gate: "compliance.product-facts",
          severity: "block",
          code: "compliance.facts_missing",
          message: "Plain cart, 1 g cannot be sold: limit_bucket not known.",
          facts: { variant_id, sku: expect.stringMatching(/^PLAIN-/), missing: ["limit_bucket"] },
        },
      ])
      expect(await rows('SELECT id FROM "order" WHERE customer_id = $1', [shopper.id])).toEqual([])
      expect(
        await rows(
          "SELECT p.id FROM payment p JOIN cart_payment_collection c USING (payment_collection_id) WHERE c.cart_id = $1",
          [cart.id]
        )
      ).toEqual([])
    })

    it("names the missing fact, and sells as soon as staff have given it", async () => {
      const { variant_id } = await plainProduct("Plain gummies")
      const known = {
        limit_bucket: "edible_solid",
        route: "oral",
        units_per_package: 10,
        thc_mg_per_unit: 10,
        total_thc_mg: 100,
      }
      mustSucceed(await saveFacts(variant_id, known))
      const cart = await suite.cart({ shopper, items: [{ variant_id, quantity: 1 }], payment: false })
      expect(await reasonsOf(cart.id, shopper)).toEqual([
        expect.objectContaining({
          code: "compliance.facts_missing",
          facts: expect.objectContaining({ missing: ["net_weight_g"] }),
        }),
      ])
      mustSucceed(await saveFacts(variant_id, { net_weight_g: 45 }))
      expect(await reasonsOf(cart.id, shopper)).toEqual([])
    })

    it("does not let staff sell it by a draft order", async () => {
      const { variant_id } = await plainProduct("Plain draft")
      const [region] = await rows("SELECT id FROM region LIMIT 1")
      const [channel] = await rows("SELECT default_sales_channel_id AS id FROM store LIMIT 1")
      const { draft_order } = mustSucceed(
        await post("/admin/draft-orders", {
          email: shopper.email,
          customer_id: shopper.id,
          region_id: region.id,
          sales_channel_id: channel.id,
          items: [{ variant_id, quantity: 1 }],
        })
      )
      const answer = await post(`/admin/draft-orders/${draft_order.id}/convert-to-order`, {})
      expect(answer.status).toBe(400)
      expect(answer.body.reasons).toContainEqual(
        expect.objectContaining({ code: "compliance.facts_missing", facts: expect.objectContaining({ variant_id }) })
      )
      expect(await rows('SELECT is_draft_order FROM "order" WHERE id = $1', [draft_order.id])).toEqual([
        { is_draft_order: true },
      ])
    })
  })
}
