import type { HttpSuite } from "../../../support"
import { aeropayTill, atAeropay } from "../../../support/aeropay"
import { requireBuilt } from "../../../support/plugins"
import { booksOf, expectAgreement, Seller, type Sale } from "../../../support/payment-matrix"

/** What the specs of this folder do with the store and look at. */
export function till(suite: HttpSuite, flow: "preauth" | "sale" = "preauth") {
  const at = aeropayTill(flow)
  const seller = new Seller(suite, at)

  const rowOf = async ({ sessionId }: Sale) => {
    const { rows } = await suite.db().query("SELECT * FROM aeropay_payment WHERE payment_session_id = $1", [sessionId])
    return rows[0]
  }
  const there = ({ sessionId }: Sale) => atAeropay(suite, sessionId)
  const agree = async (sale: Sale) => {
    await suite.settle()
    const books = await booksOf(suite, at, await seller.look(sale))
    expectAgreement(books)
    return books
  }
  const options = (switches: object) => suite.sandbox.call("POST", "/aeropay/__sim/options", switches)
  const decline = (operation: string, code: string) =>
    suite.sandbox.call("POST", "/aeropay/__sim/declines", { operation, code })
  const fault = (rule: object) => suite.sandbox.call("POST", "/__sim/faults", { service: "aeropay", ...rule })

  /** Its money as a checkout gets it that is cut off right after. */
  const paidOnly = async (sale: Sale) => {
    const { authorize } = requireBuilt("payments", "lib/aeropay/authorize")
    return await authorize(desk(), { sessionId: sale.sessionId, cents: sale.cents, flow })
  }
  const giveUp = async (sale: Sale) => {
    const { cancel } = requireBuilt("payments", "lib/aeropay/cancel")
    return await cancel(desk(), sale.sessionId)
  }
  const desk = () => requireBuilt("payments", "lib/aeropay/desk-of").deskOf(suite.container())
  const casesOf = async (subjectId: string) => {
    const { rows } = await suite.db().query("SELECT kind FROM core_case WHERE subject_id = $1", [subjectId])
    return rows.map(({ kind }) => kind as string)
  }
  const outcomesOf = async ({ sessionId }: Sale) => {
    const { rows } = await suite
      .db()
      .query("SELECT outcome FROM payment_entry WHERE payment_session_id = $1 AND kind <> 'notice' ORDER BY id", [
        sessionId,
      ])
    return rows.map(({ outcome }) => outcome as string)
  }

  return { at, seller, rowOf, there, agree, options, decline, fault, paidOnly, giveUp, casesOf, outcomesOf }
}
