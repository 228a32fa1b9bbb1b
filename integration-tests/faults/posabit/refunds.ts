import { type HttpSuite, sampleOf } from "../../support"
import { booksOf, expectAgreement, heal, Seller, type Sale } from "../../support/payment-matrix"
import { posabitTill } from "../../support/payment-matrix/tills/posabit"
import { atRegister } from "../../support/register"
import { isSettled } from "./methods"

type Portal = { reference: string; amount_cents: number }
type Till = {
  seller: Seller
  sale: Sale
  /** Gives money back in the portal. */
  portal: (cents: number) => Promise<Portal>
  /** Tells the shop of it. */
  record: (refund: Portal) => Promise<{ status: number }>
  /** Only the record, as a kill right after it leaves it. */
  recordOnly: (refund: Portal) => Promise<unknown>
  /** Rows as a kill leaves them; the triggers refuse it to everybody else. */
  cutOff: (statement: string, ...values: unknown[]) => Promise<unknown>
}

type Row = { name: string; play: (till: Till) => Promise<unknown>; refunded: (cents: number) => number }

const half = (cents: number) => Math.floor(cents / 2)
const all = (cents: number) => cents

const rows: Row[] = [
  { name: "of everything", play: async ({ sale, portal, record }) => record(await portal(sale.cents)), refunded: all },
  {
    name: "that is told five times at once",
    play: async ({ sale, portal, record }) => {
      const refund = await portal(half(sale.cents))
      const answers = await Promise.all(Array.from({ length: 5 }, () => record(refund)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    },
    refunded: half,
  },
  {
    name: "in parts that are told at once and in the wrong order",
    play: async ({ portal, record }) => {
      const parts = [await portal(100), await portal(200), await portal(100)]
      await Promise.all(parts.reverse().map(record))
    },
    refunded: () => 400,
  },
  {
    name: "that is told with a wrong amount, then with the right one",
    play: async ({ portal, record }) => {
      const refund = await portal(300)
      expect((await record({ ...refund, amount_cents: 10_000_000 })).status).toBe(400)
      expect((await record(refund)).status).toBe(200)
      expect((await record({ ...refund, amount_cents: 301 })).status).toBe(409)
    },
    refunded: () => 300,
  },
  {
    name: "that is told beyond what was captured",
    play: async ({ sale, portal, record }) => {
      await record(await portal(sale.cents))
      expect((await record({ reference: "PR-LIE", amount_cents: 1 })).status).toBe(400)
    },
    refunded: all,
  },
  {
    name: "that was cut off before Medusa's refund",
    play: async ({ portal, recordOnly }) => recordOnly(await portal(300)),
    refunded: () => 300,
  },
  {
    name: "that was cut off, with another of the same amount after it",
    play: async ({ portal, record, recordOnly }) => {
      await recordOnly(await portal(300))
      expect((await record(await portal(300))).status).toBe(200)
    },
    refunded: () => 600,
  },
  {
    name: "that was cut off, and told again",
    play: async ({ portal, record, recordOnly }) => {
      const refund = await portal(300)
      await recordOnly(refund)
      expect((await record(refund)).status).toBe(200)
    },
    refunded: () => 300,
  },
  {
    name: "that Medusa's own refund uses up",
    play: async ({ seller, sale, portal, recordOnly }) => {
      await recordOnly(await portal(half(sale.cents)))
      const answers = [await seller.refund(sale, 0.5), await seller.refund(sale, 0.5)]
      expect(answers.map(({ status }) => status)).toEqual([200, 400])
    },
    refunded: half,
  },
  {
    name: "that was cut off before the record was used up",
    play: async ({ portal, record, cutOff }) => {
      const refund = await portal(300)
      await record(refund)
      await cutOff(
        "UPDATE posabit_refund SET refund_id = NULL, completed_at = NULL WHERE reference = $1",
        refund.reference
      )
    },
    refunded: () => 300,
  },
  {
    name: "that was cut off before the order heard of it",
    play: async ({ sale, portal, record, cutOff }) => {
      const refund = await portal(300)
      await record(refund)
      await cutOff("UPDATE posabit_refund SET completed_at = NULL WHERE reference = $1", refund.reference)
      await cutOff("DELETE FROM order_transaction WHERE order_id = $1 AND reference = 'refund'", sale.orderId)
    },
    refunded: () => 300,
  },
]

/** Refunds that staff made in POSaBIT's portal, with everything that may come between. */
export function refundRows(suite: HttpSuite) {
  const seller = new Seller(suite, posabitTill)

  async function tillOf(sale: Sale): Promise<Till> {
    const { id } = await atRegister(suite, sale.orderId!)
    const { body } = await seller.admin("get", `/admin/payments/posabit-orders?order_id=${sale.orderId}`)
    const [row] = body.posabit_orders
    return {
      seller,
      sale,
      portal: async (amount_cents) =>
        (await suite.sandbox.call("POST", `/posabit/__sim/orders/${id}/refunds`, { amount_cents })).refund,
      record: ({ reference, amount_cents }) =>
        seller.admin("post", `/admin/payments/posabit-orders/${row.id}/refunds`, {
          reference,
          amount_cents,
          reason: "x",
        }),
      recordOnly: ({ reference, amount_cents }) =>
        suite
          .container()
          .resolve<any>("payments_posabit")
          .recordRefund({
            posabit_order_id: row.id,
            reference,
            amount_cents,
            reason: "Cut off",
            refund_reason_id: null,
            refunded_at: new Date(),
            actor: { type: "user", id: "user_1" },
          }),
      cutOff: async (statement, ...values) => {
        const client = await suite.db().connect()
        try {
          await client.query("BEGIN")
          await client.query("SET LOCAL session_replication_role = replica")
          await client.query(statement, values)
          await client.query("COMMIT")
        } finally {
          client.release()
        }
      },
    }
  }

  describe("a refund in the portal", () => {
    it.each(sampleOf(rows))("$name", async ({ play, refunded }) => {
      const sale = await seller.taken()
      await isSettled(suite, sale)
      await play(await tillOf(sale))
      await heal(suite, posabitTill)
      const books = await booksOf(suite, posabitTill, await seller.look(sale))
      expectAgreement(books)
      const cents = { captured: sale.cents, refunded: refunded(sale.cents) }
      expect(books).toMatchObject({ service: { ...cents, sales: 1 }, medusa: cents, ledger: cents })
      const { rows: transactions } = await suite
        .db()
        .query(
          "SELECT coalesce(round(sum(-amount) * 100), 0)::int AS cents FROM order_transaction WHERE order_id = $1 AND reference = 'refund' AND deleted_at IS NULL",
          [sale.orderId]
        )
      expect(transactions).toEqual([{ cents: cents.refunded }])
    })
  })
}
