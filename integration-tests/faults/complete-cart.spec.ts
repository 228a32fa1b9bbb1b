import { enumerateSteps, type FaultPoint, type FaultServer, spawnServer } from "../support/faults"
import { complete, finishSale, readyVictim, type Victim, wholeOrNone } from "../support/checkout-faults"
import { isFull, stockDisagreements } from "../support"

const WORKFLOW = "complete-cart"
const steps = enumerateSteps(WORKFLOW)
const moments = steps.flatMap((step) => [`${WORKFLOW}:${step}:before`, `${WORKFLOW}:${step}:after`])

/** Where the most is at stake: an order without stock, stock without payment, payment without what follows. */
const mostDangerous = ["create-orders", "reserve-inventory-step", "authorize-payment-session-step"].map(
  (step) => `${WORKFLOW}:${step}:after`
)

const WORK_MS = 400_000

describe("a completion that is cut off", () => {
  let server: FaultServer
  let variants: string[] = []

  beforeAll(async () => {
    server = await spawnServer()
    const { rows } = await server.db().query(`
      SELECT link.variant_id FROM product_variant_inventory_item link
        JOIN product_variant variant ON variant.id = link.variant_id AND variant.deleted_at IS NULL
        JOIN product ON product.id = variant.product_id AND product.status = 'published' AND product.deleted_at IS NULL
        JOIN inventory_level level ON level.inventory_item_id = link.inventory_item_id AND level.deleted_at IS NULL
       WHERE level.stocked_quantity >= 10 ORDER BY variant.sku LIMIT 20`)
    variants = rows.map(({ variant_id }) => variant_id)
  }, WORK_MS)
  afterAll(() => server?.stop())

  let next = 0
  const victimFor = (at: string) => readyVictim(server, at, variants[next++ % variants.length])

  it("is cut off at the steps that the running server has", async () => {
    expect(await server.steps(WORKFLOW)).toEqual(steps)
  })

  /**
   * Every completion is stopped at a step of its own and the server killed once with all of them in the air: what each
   * leaves behind is what a kill at that step leaves behind.
   */
  describe("by one kill with a completion stopped at every step", () => {
    const victims = new Map<string, Victim>()

    beforeAll(async () => {
      for (const at of moments) {
        const victim = await victimFor(at)
        const point: FaultPoint = { at, action: "freeze", match: victim.cartId }
        await server.arm(point)
        let answered = false
        // The kill cuts this call off; what it answers does not matter.
        void complete(server, victim).then(
          () => (answered = true),
          () => (answered = true)
        )
        await server.until(`complete to reach ${at} or to end`, async () => server.isFrozenAt(point) || answered)
        victims.set(at, { ...victim, struck: server.isFrozenAt(point) })
      }
      await server.restart()
    }, WORK_MS)

    it("stops one before and one after every step", () => {
      expect(moments.filter((at) => !victims.get(at)!.struck)).toEqual([])
    })

    it.each(moments)("%s leaves a whole order or none", async (at) => {
      await wholeOrNone(server, victims.get(at)!)
    })

    it("leaves stock and reservations in agreement", async () => {
      expect(await stockDisagreements(server.db())).toEqual([])
    })

    it.each(moments)("%s can still become one order, captured once", async (at) => {
      const facts = await finishSale(server, victims.get(at)!)
      expect(facts).toEqual(
        expect.objectContaining({ captures: 1, payments: 1, reserved: 1, linked: true, cartCompleted: true })
      )
    })

    it("leaves stock and reservations in agreement when all is sold", async () => {
      expect(await stockDisagreements(server.db())).toEqual([])
    })
  })

  describe("by a kill at the very step", () => {
    it.each(isFull() ? moments : mostDangerous)("%s leaves a whole order or none, captured once", async (at) => {
      const victim = await victimFor(at)
      await server.arm({ at, match: victim.cartId })
      await expect(complete(server, victim)).rejects.toThrow()
      await server.struck()
      await server.restart()
      await wholeOrNone(server, victim)
      expect((await finishSale(server, victim)).captures).toBe(1)
      expect(await stockDisagreements(server.db())).toEqual([])
    })
  })
})
