import { type FaultServer, spawnServer } from "../support/faults"
import { atRegister, type Shopper } from "../support"
import { wholeOrNone } from "../support/checkout-faults"

/** The change (an order that the register must get) and its message are written together, or the sale is never pushed. */
describe("a message for the outside", () => {
  let server: FaultServer
  let shopper: Shopper

  beforeAll(async () => {
    server = await spawnServer()
    shopper = await server.shopper()
    await server.confirmAge(shopper)
  }, 120_000)
  afterAll(() => server?.stop())

  /** Rows of the change and of its message, for one cart. */
  async function rowsOf(cartId: string) {
    const { rows: changes } = await server
      .db()
      .query("SELECT id, order_id FROM posabit_order WHERE cart_id = $1", [cartId])
    const { rows: messages } = await server
      .db()
      .query(
        "SELECT topic FROM core_outbox_message WHERE topic LIKE 'payments.%' AND (key = ANY($1) OR payload::text LIKE ANY($2))",
        [
          changes.flatMap(({ id, order_id }) => [id, order_id]),
          changes.flatMap(({ id, order_id }) => [`%${id}%`, `%${order_id}%`]),
        ]
      )
    const { rows: all } = await server
      .db()
      .query("SELECT count(*)::int AS count FROM core_outbox_message WHERE topic LIKE 'payments.%'")
    return { changes: changes.length, messages: messages.length, all: all[0].count as number }
  }

  async function killedAt(at: string) {
    const { id } = await server.cart({ shopper })
    const before = await rowsOf(id)
    await server.arm(at)
    await expect(server.api().post(`/store/carts/${id}/complete`).set(shopper.headers).send({})).rejects.toThrow()
    await server.struck()
    return { id, before, after: await rowsOf(id) }
  }

  it.each([
    ["after the message was inserted and before the commit", `sql:after:insert into "?core_outbox_message`],
    ["at the commit, before it is sent", `commit:before:insert into "?core_outbox_message`],
  ])("does not exist when the server dies %s, and neither does its change", async (_, at) => {
    const { id, before, after } = await killedAt(at)
    expect(after).toEqual({ changes: 0, messages: 0, all: before.all })

    await server.restart()
    await wholeOrNone(server, { at, cartId: id, shopper, struck: true })
  })

  it("exists when the server dies right after the commit, and is sent once by the next one", async () => {
    const at = `commit:after:insert into "?core_outbox_message`
    const { id, before, after } = await killedAt(at)
    expect(after).toEqual({ changes: 1, messages: 1, all: before.all + 1 })

    await server.restart()
    expect(await wholeOrNone(server, { at, cartId: id, shopper, struck: true })).toBe("whole")
    const { rows } = await server.db().query("SELECT order_id FROM posabit_order WHERE cart_id = $1", [id])
    await atRegister(server, rows[0].order_id, 60_000)
  })
})
