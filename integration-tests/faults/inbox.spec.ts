import { type FaultServer, spawnServer } from "../support/faults"
import { atRegister, payAtRegister, repeatCallback, sample, saleFacts, type Shopper } from "../support"

const RECOVERY_MS = 60_000

/** Shuffles the same way every time, so that a failure can be repeated. */
function shuffled<T>(things: T[], seed = 20_261): T[] {
  let state = seed
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return things
    .map((thing) => [random(), thing] as const)
    .sort(([a], [b]) => a - b)
    .map(([, thing]) => thing)
}

describe("the register's callback", () => {
  let server: FaultServer
  let shopper: Shopper

  beforeAll(async () => {
    server = await spawnServer()
    shopper = await server.shopper()
    await server.confirmAge(shopper)
  }, 120_000)
  afterAll(() => server?.stop())

  async function sold() {
    const cart = await server.cart({ shopper, complete: true })
    await atRegister(server, cart.order.id)
    return { cartId: cart.id as string, orderId: cart.order.id as string, total: cart.order.total as number }
  }

  const captured = (cartId: string) =>
    server.until(
      `the capture for cart ${cartId}`,
      async () => {
        const facts = await saleFacts(server.db(), cartId)
        return facts.captures > 0 && facts
      },
      RECOVERY_MS
    )

  it.each([
    ["after it was stored and before it was answered", `commit:after:insert into "?core_inbox_message`],
    ["when its handling began", `sql:after:update "?core_inbox_message"?.*handling`],
    ["before the payment is captured", `sql:before:insert into "capture"`],
    ["after the payment was captured and before anybody was told", `commit:after:insert into "capture"`],
  ])("is not lost and counts once when the server dies %s", async (_, at) => {
    const { cartId, orderId, total } = await sold()
    await server.arm(at)
    await payAtRegister(server, orderId)
    await server.struck()

    await server.restart()
    expect(await captured(cartId)).toEqual(expect.objectContaining({ captures: 1, payments: 1, capturedAmount: total }))
    await server.settle(RECOVERY_MS)
    expect((await saleFacts(server.db(), cartId)).captures).toBe(1)
  })

  it("leaves nothing half-stored when the server dies before it is stored, and counts when it comes again", async () => {
    const { cartId, orderId, total } = await sold()
    await server.arm(`commit:before:insert into "?core_inbox_message`)
    const order = await payAtRegister(server, orderId)
    await server.struck()
    const { rows } = await server.db().query("SELECT 1 FROM core_inbox_message WHERE state <> 'handled'")
    expect(rows).toEqual([])

    await server.restart()
    await repeatCallback(server, order, { times: 1 })
    expect(await captured(cartId)).toEqual(expect.objectContaining({ captures: 1, capturedAmount: total }))
  })

  it("captures once however often and in whatever order it comes, among those of other orders", async () => {
    const sales = await Promise.all(Array.from({ length: 3 }, sold))
    const orders = await Promise.all(
      sales.map(async (sale) => ({ ...sale, register: await payAtRegister(server, sale.orderId, { lost: true }) }))
    )
    const repeats = sample(20, 100)
    const callbacks = shuffled(
      orders.flatMap(({ register }) =>
        Array.from({ length: repeats }, (_, index) => ({ register, status: index % 3 ? "completed" : "processing" }))
      )
    )
    await Promise.all(callbacks.map(({ register, status }) => repeatCallback(server, register, { status })))

    for (const { cartId, total } of orders) {
      expect(await captured(cartId)).toEqual(
        expect.objectContaining({ captures: 1, payments: 1, capturedAmount: total })
      )
    }
    await server.settle(RECOVERY_MS)
    for (const { cartId, total } of orders) {
      expect(await saleFacts(server.db(), cartId)).toEqual(
        expect.objectContaining({ captures: 1, capturedAmount: total })
      )
    }
  })
})
