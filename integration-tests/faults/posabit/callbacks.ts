import { type HttpSuite, sampleOf } from "../../support"
import { booksOf, expectAgreement, heal, Seller, type Sale } from "../../support/payment-matrix"
import { posabitTill } from "../../support/payment-matrix/tills/posabit"
import { atRegister } from "../../support/register"
import { close } from "./methods"

type Send = (body: string, type?: string) => Promise<{ status: number }>
type Row = { name: string; taken: boolean; send: (send: Send, id: string, sale: Sale) => Promise<unknown> }

const form = (fields: Record<string, string>) =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [`incoming_order[${name}]`, value])).toString()

const said = (id: string, { orderId }: Sale, status: string) =>
  form({ id, reference_no: orderId!, status, order_type: "pickup" })

/** What arrives at the callback's address while the register has the order open (`taken: false`) or closed. */
const rows: Row[] = [
  {
    name: "the same one five times at once",
    taken: true,
    send: (send, id, sale) => Promise.all(Array.from({ length: 5 }, () => send(said(id, sale, "completed")))),
  },
  {
    name: "an older one after the last",
    taken: true,
    send: async (send, id, sale) => {
      await send(said(id, sale, "completed"))
      await send(said(id, sale, "pending"))
      await send(said(id, sale, "processing"))
    },
  },
  {
    name: "all of them in the wrong order at once",
    taken: true,
    send: (send, id, sale) =>
      Promise.all(["completed", "processing", "change", "pending"].map((status) => send(said(id, sale, status)))),
  },
  { name: "a word that nobody documents", taken: true, send: (send, id, sale) => send(said(id, sale, "On Hold")) },
  { name: "the words as they are printed", taken: true, send: (send, id, sale) => send(said(id, sale, "Completed")) },
  {
    name: "JSON in place of a form",
    taken: true,
    send: (send, id) =>
      send(JSON.stringify({ incoming_order: { id: Number(id), status: "completed" } }), "application/json"),
  },
  { name: "nothing at all", taken: true, send: (send) => send("") },
  { name: "nonsense", taken: true, send: (send) => send("%%%=&&&=[[[") },
  { name: "a lie that it is canceled", taken: false, send: (send, id, sale) => send(said(id, sale, "canceled")) },
  {
    name: "another order's id",
    taken: false,
    send: (send, _id, sale) => send(said("1", sale, "completed")),
  },
]

export function callbackRows(suite: HttpSuite) {
  const seller = new Seller(suite, posabitTill)

  describe("a callback", () => {
    it.each(sampleOf(rows))("$name", async ({ taken, send }) => {
      const sale = await seller.placed()
      if (taken) {
        await close(suite, sale, true)
      }
      const order = await atRegister(suite, sale.orderId!)
      const path = new URL(order.status_callback).pathname
      const post: Send = (body, type = "application/x-www-form-urlencoded") =>
        suite.api().post(path).set("content-type", type).send(body)
      await send(post, String(order.id), sale)
      await suite.settle()
      if (!taken) {
        const early = await booksOf(suite, posabitTill, await seller.look(sale))
        expect(early).toMatchObject({ ledger: { captured: 0 }, medusa: { captured: 0 } })
      }

      await close(suite, sale)
      await heal(suite, posabitTill)
      const books = await booksOf(suite, posabitTill, await seller.look(sale))
      expectAgreement(books)
      expect(books).toMatchObject({ service: { captured: sale.cents, sales: 1 }, medusa: { captured: sale.cents } })
    })
  })
}
