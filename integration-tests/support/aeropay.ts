import type { Shopper } from "./people"
import type { Sale, Till } from "./payment-matrix"
import type { HttpSuite } from "./suite"

let people = 0

/** A phone number of its own for every shopper: it names a person at Aeropay. */
const nextPhone = () => `+1206${String(6_000_000 + ++people).padStart(7, "0")}`

/** Aeropay tells this store what happens there. */
export const subscribe = (suite: HttpSuite) =>
  suite.api().post("/admin/payments/aeropay/webhooks").set(suite.adminHeaders()).send({}).expect(200)

/** A shopper of age who has connected a bank account as a storefront has her do it. */
export async function aeropayShopper(suite: HttpSuite, { bank = "checking" } = {}): Promise<Shopper> {
  const shopper = await suite.shopper()
  await suite.confirmAge(shopper)
  await connect(suite, shopper)
  await linkBank(suite, shopper, bank)
  return shopper
}

export async function connect(suite: HttpSuite, shopper: Shopper, phone = nextPhone()) {
  const person = { first_name: "Robin", last_name: "Shopper", email: shopper.email, phone }
  await suite.api().post("/store/aeropay/wallet").set(shopper.headers).send(person).expect(200)
  await suite.api().post("/store/aeropay/wallet/confirm").set(shopper.headers).send({ code: "000000" }).expect(200)
}

/** What she does in the widget, and what the storefront then says. */
export async function linkBank(suite: HttpSuite, shopper: Shopper, bank = "checking") {
  const { body } = await suite.api().get("/store/aeropay/bank-link").set(shopper.headers).expect(200)
  const { user_id } = body.bank_link
  const { connection } = await suite.sandbox.call("POST", "/aeropay/__sim/connections", { user_id, bank })
  return await suite
    .api()
    .post("/store/aeropay/bank-accounts")
    .set(shopper.headers)
    .send({ connection_id: connection.id })
}

/** Payments and holds of one session as Aeropay has them. */
export async function atAeropay(suite: HttpSuite, sessionId: string) {
  const query = `reference_id=${encodeURIComponent(sessionId)}&limit=100`
  const { transactions } = await suite.sandbox.call("GET", `/aeropay/__sim/transactions?${query}`)
  const { preauths } = await suite.sandbox.call("GET", `/aeropay/__sim/preauths?${query}`)
  return { transactions: transactions as any[], preauths: preauths as any[] }
}

/** What Aeropay's own books say of a session: what it took less what it voided, and what it gave or will give back. */
async function moneyAtAeropay(suite: HttpSuite, { sessionId }: Sale) {
  const { transactions, preauths } = await atAeropay(suite, sessionId)
  const payments = transactions.filter(({ type }) => type.startsWith("payment"))
  const taken = payments.filter(({ status }) => status !== "void")
  const reversals = payments.flatMap((payment) => payment.reversals as any[])
  const sum = (rows: any[]) => rows.reduce((total, { amount_cents }) => total + amount_cents, 0)
  return {
    captured: sum(taken),
    refunded: sum(reversals.filter(({ state }) => state === "queued" || state === "created")),
    holds: preauths.filter(({ status }) => status === "live").length,
    sales: payments.length,
  }
}

/** Sells with Aeropay: the money is held with the order, and staff capture it. */
export const aeropayTill = (flow: "preauth" | "sale" = "preauth"): Till => ({
  provider: "pp_aeropay_aeropay",
  service: "aeropay",
  shopper: aeropayShopper,
  data: { flow },
  take: async (suite, { paymentId, sessionId }) => {
    if (flow === "preauth") {
      const id = paymentId ?? (await paymentOf(suite, sessionId))
      await suite.api().post(`/admin/payments/${id}/capture`).set(suite.adminHeaders()).send({}).expect(200)
    }
  },
  atService: moneyAtAeropay,
  jobs: ["payments-poll-aeropay-payments"],
})

async function paymentOf(suite: HttpSuite, sessionId: string): Promise<string> {
  const { rows } = await suite.db().query("SELECT id FROM payment WHERE payment_session_id = $1", [sessionId])
  return rows[0]?.id
}
