import type { HttpSuite } from "../../suite"
import type { Till } from "../till"

const requestOf = async (suite: HttpSuite, sessionId: string) => {
  const { rows } = await suite
    .db()
    .query("SELECT request_id FROM hypur_request WHERE payment_session_id = $1", [sessionId])
  return rows[0]?.request_id as string | undefined
}

const approve = async (suite: HttpSuite, sessionId: string) => {
  const id = await requestOf(suite, sessionId)
  return id ? await suite.sandbox.call("POST", `/hypur/__sim/requests/${id}/approve`, {}).catch(() => null) : null
}

/** Approved in the shopper's browser, before she completes the cart. */
export const hypurTill: Till = {
  provider: "pp_hypur_hypur",
  service: "hypur",
  jobs: ["payments-poll-hypur-requests"],
  comeDue: (suite, since) =>
    suite.db().query(
      `UPDATE hypur_request SET next_poll_at = now() - interval '1 minute'
          WHERE next_poll_at IS NOT NULL AND created_at >= $1`,
      [since]
    ),
  async shopper(suite) {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    return shopper
  },
  beforeComplete: async (suite, { sessionId }) => void (await approve(suite, sessionId)),
  take: async (suite, { sessionId }) => {
    await suite
      .db()
      .query("UPDATE hypur_request SET next_poll_at = now() - interval '1 minute' WHERE payment_session_id = $1", [
        sessionId,
      ])
    await suite.runJob("payments-poll-hypur-requests")
    return { status: "polled" }
  },
  async atService(suite, { sessionId }) {
    const id = await requestOf(suite, sessionId)
    const request = id && (await suite.sandbox.call("GET", `/hypur/__sim/requests/${id}`)).request
    const isPaid = !!request && ["approved", "settled", "represented"].includes(request.status)
    const refunds: { cents: number }[] = request?.refunds ?? []
    return {
      captured: isPaid ? request.cents : 0,
      refunded: refunds.reduce((sum, { cents }) => sum + cents, 0),
      holds: request?.status === "awaiting_customer" ? 1 : 0,
      sales: isPaid ? 1 : 0,
    }
  },
}
