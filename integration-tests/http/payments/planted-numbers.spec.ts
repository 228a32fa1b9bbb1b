import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { DEFAULT_AEROPAY } from "../../../src/sandbox/aeropay/world"
import { pythonJson, sign, signedText } from "../../../src/sandbox/aeropay/signature"
import { httpSuite } from "../../support"
import { aeropayTill, connect, linkBank, subscribe } from "../../support/aeropay"
import { heal, type Sale, Seller } from "../../support/payment-matrix"
import { posabitTill } from "../../support/payment-matrix/tills/posabit"
import { findInDatabase, findInText } from "../../support/planted"
import { payAtRegister, registerOrders } from "../../support/register"

const CARD = "4929123481957306"
const SPACED_CARD = "5184 7700 1926 3347"
const ACCOUNT = "000918273645918"
const ROUTING = "125108272"
const PIN = "73916482"
/** Six digits turn up in times and ids; this one is only looked for as a value. */
const CODE = "483951"
const NEEDLES = [CARD, SPACED_CARD, SPACED_CARD.replaceAll(" ", ""), ACCOUNT, ROUTING, PIN, `"${CODE}"`, `=${CODE}`]

/** What nobody should send, and somebody will. */
const NUMBERS = {
  card_number: CARD,
  bankAccountNumber: ACCOUNT,
  routing_number: ROUTING,
  pin: PIN,
  note: `Paid with ${SPACED_CARD}, thank you`,
}

httpSuite(
  "payments: numbers that nobody may keep",
  (suite) => {
    const said: string[] = []
    const fault = (service: string, rule: object) => suite.sandbox.call("POST", "/__sim/faults", { service, ...rule })

    beforeAll(async () => {
      // Every line of every logger goes through here, whatever it is then printed on.
      const { loggerInstance_: winston } = suite.container().resolve<any>(ContainerRegistrationKeys.LOGGER)
      const write = winston.write.bind(winston)
      jest.spyOn(winston, "write").mockImplementation((line, ...rest) => {
        said.push(JSON.stringify(line))
        return write(line, ...rest)
      })
      await subscribe(suite)
    })
    afterAll(() => jest.restoreAllMocks())

    /** The shopper asks for another way to pay, after her order was paid: nothing is given back by that. */
    const expectKept = async (sale: Sale) => {
      const before = await aeropayTill().atService(suite, sale)
      const { rows } = await suite
        .db()
        .query("SELECT payment_collection_id AS id FROM payment_session WHERE id = $1", [sale.sessionId])
      const { status, body } = await suite
        .api()
        .post(`/store/payment-collections/${rows[0].id}/payment-sessions`)
        .set(sale.shopper.headers)
        .send({ provider_id: "pp_posabit_posabit" })
      expect({ status, message: body.message }).toMatchObject({ status: 400, message: expect.stringContaining("paid") })
      expect(await aeropayTill().atService(suite, sale)).toEqual(before)
    }

    /** A callback of Aeropay whose signature is right. */
    const callBack = async (data: object) => {
      const date = new Date().toISOString().slice(0, 19).replace("T", " ")
      const body = { topic: "transaction_completed", data, payloadVersion: "2.0", date }
      const path = "/hooks/payment/aeropay_aeropay"
      await suite
        .api()
        .post(path)
        .set({
          "content-type": "application/json",
          "ap-signature": sign(signedText(body, `${suite.url}${path}`), DEFAULT_AEROPAY.signingKey),
        })
        .send(pythonJson(body))
        .expect(200)
    }

    it("are in no table and no log after both sides sent them everywhere", async () => {
      const shopper = await suite.shopper()
      await suite.confirmAge(shopper)
      const post = (path: string, body: object) => suite.api().post(path).set(shopper.headers).send(body)

      // The shopper: in place of a phone, a code, a bank, a session.
      await post("/store/aeropay/wallet", { email: shopper.email, phone: ACCOUNT, ...NUMBERS })
      await post("/store/aeropay/wallet/confirm", { code: CODE })
      await connect(suite, shopper)
      await post("/store/aeropay/wallet/confirm", { code: CODE, ...NUMBERS })
      await post("/store/aeropay/bank-accounts", { connection_id: ACCOUNT, ...NUMBERS })
      await linkBank(suite, shopper)

      // Aeropay: refusals and answers that say too much, then the sale itself.
      const till = { ...aeropayTill(), shopper: async () => shopper }
      const seller = new Seller(suite, till)
      for (const [path, status] of [
        ["*/preauth*", 402],
        ["*/capture*", 500],
        ["*/reverse*", 422],
        ["*/transaction*", 400],
      ] as const) {
        await fault("aeropay", { match: { path }, status, body: { error: { code: "AP999", ...NUMBERS }, ...NUMBERS } })
      }
      const first = await seller.ready()
      const { rows } = await suite
        .db()
        .query("SELECT payment_collection_id AS id FROM payment_session WHERE id = $1", [first.sessionId])
      for (const provider_id of ["pp_aeropay_aeropay", "pp_posabit_posabit", "pp_hypur_hypur"]) {
        const path = `/store/payment-collections/${rows[0].id}/payment-sessions`
        const { status, body } = await post(path, { provider_id, data: { flow: "preauth", ...NUMBERS } })
        expect({ status, message: body.message }).toEqual({ status: 400, message: expect.stringContaining("'data'") })
      }
      const deep = `{"data":{"more":${"[".repeat(6_000)}${"]".repeat(6_000)}}}`
      for (const text of [JSON.stringify({ data: { more: NUMBERS } }), deep]) {
        const { status, body } = await suite
          .api()
          .post(`/store/carts/${first.cartId}/payments/fail-over`)
          .set({ ...shopper.headers, "content-type": "application/json" })
          .send(text)
        expect({ status, message: body.message }).toEqual({ status: 400, message: expect.stringContaining("'data'") })
      }
      await seller.complete(first)
      await suite.sandbox.call("DELETE", "/__sim/faults")
      const sale = await seller.taken()
      await expectKept(sale)
      await seller.refund(sale, 0.5)
      for (const about of [{}, { transactionId: ACCOUNT }, { referenceId: sale.sessionId }]) {
        await callBack({ ...about, ...NUMBERS, nested: { list: [NUMBERS] } })
      }

      // POSaBIT: the register's answers and its callback, as JSON and as a form.
      await fault("posabit", { match: { path: "*/incoming_orders" }, status: 500, body: { errors: NUMBERS } })
      const { order } = await suite.cart({ shopper, complete: true })
      await suite.settle()
      await heal(suite, posabitTill)
      const [{ id, status_callback }] = await registerOrders(suite, order.id)
      const path = new URL(status_callback).pathname
      await suite
        .api()
        .post(path)
        .send({ id, status: "processing", reference_no: order.id, ...NUMBERS })
      await suite
        .api()
        .post(path)
        .type("form")
        .send({ id, status: "processing", ...NUMBERS })
      await payAtRegister(suite, order.id)

      // Hypur: a session, and an answer to its look-up.
      await fault("hypur", { match: { path: "*" }, status: 200, body: { Success: false, Error: NUMBERS, ...NUMBERS } })
      await suite.cart({ shopper, provider: "pp_hypur_hypur" }).catch(() => null)
      await suite.sandbox.call("DELETE", "/__sim/faults")
      await suite.settle()

      for (const provider of ["aeropay", "posabit", "hypur"]) {
        const to = new Date()
        const body = { provider, from: new Date(to.getTime() - 86_400_000), to }
        await suite.api().post("/admin/payments/reconciliation/runs").set(suite.adminHeaders()).send(body)
      }
      await suite.settle()

      expect(said.length).toBeGreaterThan(0)
      expect(findInText(said.join("\n"), NEEDLES)).toEqual([])
      expect(await findInDatabase(suite.db(), NEEDLES)).toEqual([])
    })

    it("are found where they are, so that this spec can fail", async () => {
      const raw = Buffer.from(JSON.stringify(NUMBERS)).toString("base64")
      await suite.db().query("CREATE TABLE planted AS SELECT $1::text AS note, $2::text AS raw_body", [CARD, raw])
      const found = (await findInDatabase(suite.db(), NEEDLES)).filter(({ table }) => table === "public.planted")
      expect(found.map(({ needle }) => needle)).toEqual([CARD, SPACED_CARD, ACCOUNT, ROUTING, PIN])
      await suite.db().query("DROP TABLE planted")
    })
  },
  { env: { PAYMENTS_TIMEOUT_MS: "2000" } }
)
