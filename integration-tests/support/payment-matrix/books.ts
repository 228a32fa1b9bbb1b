import type { HttpSuite } from "../suite"
import type { Money, Sale, Till } from "./till"

export type Books = {
  service: Money & { holds: number; sales: number }
  ledger: Money & { unknown: number; pending: number }
  medusa: Money
  /** Open cases about the order or its payment. */
  cases: string[]
}

/** The money of one sale in the books of all three: the service, the ledger and Medusa. */
export async function booksOf(suite: HttpSuite, till: Till, sale: Sale): Promise<Books> {
  return {
    service: await till.atService(suite, sale),
    ledger: await ledgerOf(suite, sale),
    medusa: await medusaOf(suite, sale),
    cases: await casesOf(suite, sale),
  }
}

async function ledgerOf(suite: HttpSuite, { sessionId }: Sale) {
  const state = await suite.container().resolve<any>("payments_ledger").moneyStateOf([sessionId])
  return {
    captured: state.captured_cents - state.voided_cents,
    refunded: state.refunded_cents + state.refund_pending_cents,
    unknown: state.unknown_count,
    pending: state.refund_pending_cents,
  }
}

/** A canceled payment that was captured counts as not taken: Medusa keeps the capture's row and gives the money back. */
async function medusaOf(suite: HttpSuite, { sessionId }: Sale): Promise<Money> {
  const { rows } = await suite.db().query(
    `SELECT coalesce((SELECT sum(amount) FROM capture WHERE payment_id = payment.id AND deleted_at IS NULL), 0) AS captured,
            coalesce((SELECT sum(amount) FROM refund WHERE payment_id = payment.id AND deleted_at IS NULL), 0) AS refunded
       FROM payment WHERE payment_session_id = $1 AND deleted_at IS NULL`,
    [sessionId]
  )
  const sum = (field: "captured" | "refunded") =>
    rows.reduce((total, row) => total + Math.round(Number(row[field]) * 100), 0)
  return { captured: sum("captured"), refunded: sum("refunded") }
}

async function casesOf(suite: HttpSuite, { orderId, sessionId, paymentId }: Sale): Promise<string[]> {
  const { rows } = await suite
    .db()
    .query("SELECT kind FROM core_case WHERE subject_id = ANY($1) AND state = 'open' ORDER BY kind", [
      [orderId, sessionId, paymentId].filter(Boolean),
    ])
  return rows.map(({ kind }) => kind)
}
