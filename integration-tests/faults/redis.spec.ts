import {
  atRegister,
  isFull,
  mustSucceed,
  payAtRegister,
  requiresRedis,
  saleFacts,
  type SaleFacts,
  stockDisagreements,
} from "../support"
import { complete, finishSale, readyVictim } from "../support/checkout-faults"
import { enumerateSteps, type Pair, spawnPair } from "../support/faults"
import { hasten, type Outage, strikeRedis } from "../support/outage"
import { type UnreliableRedis, unreliableRedis } from "../support/redis"

const WORKFLOW = "complete-cart"
const everywhere = enumerateSteps(WORKFLOW).flatMap((step) => [
  `${WORKFLOW}:${step}:before`,
  `${WORKFLOW}:${step}:after`,
])
/** Where a lost lock, a lost note of the workflow and lost events could do the most. */
const mostDangerous = [
  "acquire-lock-step:after",
  "create-orders:after",
  "reserve-inventory-step:after",
  "authorize-payment-session-step:before",
  "release-lock-step:before",
].map((point) => `${WORKFLOW}:${point}`)

const WORK_MS = 400_000
const RECOVERY_MS = isFull() ? 240_000 : 60_000

const wholeSale: Partial<SaleFacts> = { captures: 1, payments: 1, linked: true, cartCompleted: true }

requiresRedis("a server and a worker", () => {
  let redis: UnreliableRedis
  let pair: Pair
  let variants: string[]
  let jobs: number

  beforeAll(async () => {
    redis = await unreliableRedis()
    pair = await spawnPair({ redisUrl: redis.url })
    const { rows } = await pair.server.db().query(`
      SELECT link.variant_id FROM product_variant_inventory_item link
        JOIN product_variant variant ON variant.id = link.variant_id AND variant.deleted_at IS NULL
        JOIN product ON product.id = variant.product_id AND product.status = 'published' AND product.deleted_at IS NULL
        JOIN inventory_level level ON level.inventory_item_id = link.inventory_item_id AND level.deleted_at IS NULL
       WHERE level.stocked_quantity >= 10 ORDER BY variant.sku LIMIT 70`)
    variants = rows.map(({ variant_id }) => variant_id)
    jobs = await redis.scheduledJobs()
  }, WORK_MS)
  afterAll(async () => {
    await pair?.stop()
    await redis?.close()
  })

  it("schedule their jobs in Redis", () => expect(jobs).toBeGreaterThanOrEqual(4))

  describe.each<[string, Outage]>([
    ["loses its data", { stops: false, flushes: true }],
    ["is stopped", { stops: true, flushes: false }],
    ["is stopped and loses its data", { stops: true, flushes: true }],
  ])("when Redis %s in the middle of sales", (_, outage) => {
    let struck: Awaited<ReturnType<typeof strikeRedis>>

    beforeAll(async () => {
      const moments = isFull() ? everywhere : mostDangerous
      struck = await strikeRedis(pair, redis, outage, { moments, variants })
      await hasten(pair.server)
    }, WORK_MS)

    /** Facts of a sale once its callback has come through. */
    const captured = (cartId: string) =>
      pair.server.until(
        `the capture for cart ${cartId}`,
        async () => {
          const facts = await saleFacts(pair.server.db(), cartId)
          return facts.captures > 0 && facts
        },
        RECOVERY_MS
      )

    it("tells no shopper that the order failed, and makes one of two tries", () => {
      for (const { at, answers } of struck.sales) {
        const orders = answers.filter(({ status }) => status === 200).map(({ body }) => body.order?.id)
        expect({ at, first: answers[0] }).toEqual({ at, first: expect.objectContaining({ status: 200 }) })
        expect([200, 409]).toContain(answers[1].status)
        expect(new Set(orders).size).toBe(1)
      }
    })

    it("hands every order to the register once", async () => {
      const orders = [struck.waiting.order.id, ...struck.sales.map(({ answers }) => answers[0].body.order.id)]
      for (const id of orders) {
        await atRegister(pair.server, id, RECOVERY_MS)
      }
    })

    it("captures once what the register reported before and meanwhile", async () => {
      for (const { id, order } of struck.sold) {
        expect(await captured(id)).toEqual(expect.objectContaining({ ...wholeSale, capturedAmount: order.total }))
      }
    })

    it("lets every cart become one order, captured once", async () => {
      for (const sale of struck.sales) {
        expect(await finishSale(pair.server, sale)).toEqual(expect.objectContaining({ ...wholeSale, reserved: 1 }))
      }
      await payAtRegister(pair.server, struck.waiting.order.id)
      expect(await captured(struck.waiting.id)).toEqual(expect.objectContaining(wholeSale))
    })

    it("writes every letter once", async () => {
      const shoppers = [struck.buyer, struck.approved, ...struck.sales.map(({ shopper }) => shopper)]
      for (const { email } of shoppers) {
        const letters = await pair.server.until(
          `the letter to ${email}`,
          async () => {
            const { messages } = await pair.server.sandbox.call("GET", `/messages?to=${encodeURIComponent(email)}`)
            return messages.length && messages
          },
          RECOVERY_MS
        )
        expect(letters).toEqual([expect.objectContaining({ template: "age-verification-approved", times_received: 1 })])
      }
    })

    it("announces every order that was placed", async () => {
      await pair.server.until(
        "every checkout to be done",
        async () => {
          const open = "SELECT count(*)::int AS open FROM core_checkout_run WHERE state IN ('running', 'placed')"
          return (await pair.server.db().query(open)).rows[0].open === 0
        },
        RECOVERY_MS
      )
    })

    it("runs its jobs again", async () => {
      await pair.server.until(
        "all jobs to be scheduled",
        async () => (await redis.scheduledJobs()) === jobs,
        RECOVERY_MS
      )
    })

    it("leaves stock and reservations in agreement, and nothing undone", async () => {
      await pair.server.settle(RECOVERY_MS)
      expect(await stockDisagreements(pair.server.db())).toEqual([])
      for (const { id } of [...struck.sold, struck.waiting, ...struck.sales.map(({ cartId }) => ({ id: cartId }))]) {
        expect((await saleFacts(pair.server.db(), id)).captures).toBe(1)
      }
      const dead = "SELECT topic FROM core_outbox_message WHERE state = 'dead'"
      expect((await pair.server.db().query(dead)).rows).toEqual([])
    })

    it("locks carts again: of five tries at once, one makes the order", async () => {
      const victim = await readyVictim(pair.server, "", variants[0])
      const answers = await Promise.all(Array.from({ length: 5 }, () => complete(pair.server, victim)))
      expect(new Set(answers.map((answer) => mustSucceed(answer).order.id)).size).toBe(1)
      expect((await saleFacts(pair.server.db(), victim.cartId)).orders).toHaveLength(1)
    })
  })
})
