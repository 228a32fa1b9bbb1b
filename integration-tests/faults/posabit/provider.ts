import { type HttpSuite, sampleOf } from "../../support"
import { booksOf, expectAgreement, heal, Seller, type Sale } from "../../support/payment-matrix"
import { posabitTill } from "../../support/payment-matrix/tills/posabit"
import { atRegister } from "../../support/register"
import { close, ordersAtRegister, pay } from "./methods"

type Row = {
  name: string
  /** Up to and with what goes wrong. */
  play: (seller: Seller, sale: Sale) => Promise<unknown>
  arrange?: (seller: Seller) => Promise<Sale>
  /** What the register took in the end, of what was owed. */
  captured: (cents: number) => number
  sales?: number
  cases?: string[]
}

const all = (cents: number) => cents
const none = () => 0
const times = <T>(n: number, act: () => Promise<T>) => Promise.all(Array.from({ length: n }, act))

const fault = (suite: HttpSuite, rule: object) =>
  suite.sandbox.call("POST", "/__sim/faults", { service: "posabit", ...rule })
const PUSH = { method: "POST", path: "*/incoming_orders" }
const READ = { method: "GET", path: "*/incoming_orders/*" }

const setStatus = async (suite: HttpSuite, sale: Sale, body: object) => {
  const { id } = await atRegister(suite, sale.orderId!)
  await suite.sandbox.call("POST", `/posabit/__sim/orders/${id}/status`, body)
  await suite.settle()
}

/** The register's answer is wrong once, when the shop reads the order because of a callback. */
const misread =
  (status: number, body: unknown) =>
  async ({ suite }: Seller, sale: Sale) => {
    await fault(suite, { match: READ, status, body })
    await close(suite, sale)
  }

async function replayPush({ admin, suite }: Seller, { orderId }: Sale) {
  const { body } = await admin("get", `/admin/exchange/outbox?key=${orderId}`)
  await admin("post", `/admin/exchange/outbox/${body.outbox[0].id}/replay`, {})
  await suite.settle()
}

const rows: Row[] = [
  {
    name: "completing a cart five times at once",
    arrange: (seller) => seller.ready(),
    play: async (seller, sale) => {
      await times(5, () => seller.complete(sale))
      await seller.suite.settle()
      await seller.complete(sale)
      await close(seller.suite, sale)
    },
    captured: all,
  },
  {
    name: "a push that is refused, and sent again by staff",
    arrange: (seller) => seller.ready(),
    play: async (seller, sale) => {
      await fault(seller.suite, { match: PUSH, status: 422, body: { errors: { telephone: ["is invalid"] } } })
      await seller.complete(sale)
      await seller.suite.settle()
      expect(await ordersAtRegister(seller.suite, sale)).toEqual([])
      await replayPush(seller, sale)
      await close(seller.suite, sale)
    },
    captured: all,
    cases: ["payments.push_refused"],
  },
  {
    name: "a push that staff send once more",
    play: async (seller, sale) => {
      await replayPush(seller, sale)
      await close(seller.suite, sale)
    },
    captured: all,
  },
  {
    name: "staff capturing what the register did not take",
    play: async (seller, sale) => {
      const { status } = await seller.capture(sale)
      expect(status).toBeGreaterThanOrEqual(400)
    },
    captured: none,
  },
  {
    name: "staff capturing what the register took, again",
    play: async (seller, sale) => {
      await pay(seller.suite, sale)
      await times(3, () => seller.capture(sale))
    },
    captured: all,
  },
  ...[1, 0.5].map((share) => ({
    name: `refunding ${share} without the portal, three times at once`,
    play: async (seller: Seller, sale: Sale) => {
      await pay(seller.suite, sale)
      const answers = await times(3, () => seller.refund(sale, share))
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
    },
    captured: all,
  })),
  {
    name: "canceling before the register has it",
    arrange: (seller) => seller.ready(),
    play: async (seller, sale) => {
      await fault(seller.suite, { match: PUSH, status: 503, times: 1_000 })
      await seller.complete(sale)
      await seller.suite.settle()
      expect((await seller.cancelOrder(sale)).status).toBe(200)
    },
    captured: none,
    sales: 0,
  },
  {
    name: "canceling twice at once, and the register follows",
    play: async (seller, sale) => {
      await times(2, () => seller.cancelOrder(sale))
      await setStatus(seller.suite, sale, { status: "canceled" })
    },
    captured: none,
  },
  {
    name: "canceling, and the register takes the money all the same",
    play: async (seller, sale) => {
      expect((await seller.cancelOrder(sale)).status).toBe(200)
      await close(seller.suite, sale)
    },
    captured: all,
    cases: ["payments.cancel_at_register", "payments.paid_after_cancel"],
  },
  {
    name: "a register that cancels",
    play: ({ suite }, sale) => setStatus(suite, sale, { status: "canceled" }),
    captured: none,
    cases: ["payments.canceled_at_register"],
  },
  {
    name: "a register that takes less",
    play: ({ suite }, sale) => setStatus(suite, sale, { status: "completed", total_cents: sale.cents - 100 }),
    captured: (cents) => cents - 100,
    cases: ["payments.total_differs"],
  },
  {
    name: "a register that takes nothing",
    play: ({ suite }, sale) => setStatus(suite, sale, { status: "completed", total_cents: 0 }),
    captured: none,
    cases: ["payments.total_differs"],
  },
  {
    name: "an order that is missing once",
    play: misread(404, { error: "not found" }),
    captured: all,
    cases: ["payments.missing_at_register"],
  },
  {
    name: "an answer about another order",
    play: misread(200, { incoming_order: { id: 1, reference_no: "order_x", aasm_state: "canceled", total: 1 } }),
    captured: all,
    cases: ["payments.reference_differs"],
  },
  { name: "an answer that is a list", play: misread(200, [1, 2, 3]), captured: all },
  { name: "an answer without a status", play: misread(200, { incoming_order: { id: 1 } }), captured: all },
  { name: "a login page", play: misread(200, "<html>Sign in</html>"), captured: all },
  { name: "a key that is refused", play: misread(401, { error: "HTTP Basic: access denied" }), captured: all },
]

/** Medusa's payment contract, and what the register may do, beside the calls of the matrix. */
export function providerRows(suite: HttpSuite) {
  const seller = new Seller(suite, posabitTill)

  describe("payment and register", () => {
    it.each(sampleOf(rows))("$name", async ({ arrange, play, captured, sales = 1, cases = [] }) => {
      const sale = await (arrange ?? ((each: Seller) => each.placed()))(seller)
      await play(seller, sale)
      await heal(suite, posabitTill)
      const books = await booksOf(suite, posabitTill, await seller.look(sale))
      expectAgreement(books)
      expect(books).toMatchObject({
        service: { captured: captured(sale.cents), refunded: 0, sales },
        medusa: { captured: captured(sale.cents), refunded: 0 },
      })
      expect(books.cases).toEqual(expect.arrayContaining(cases))
    })
  })
}
