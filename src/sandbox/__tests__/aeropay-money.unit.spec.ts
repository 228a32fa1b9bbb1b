import { aeropayOfEachTest, cents, codeOf, DAY, HOUR, key, MERCHANT } from "./aeropay-support"

const sandbox = aeropayOfEachTest()

/** A Tuesday at noon in Chicago, and the week has no holiday. */
const TUESDAY = new Date("2026-03-10T17:00:00Z")

beforeEach(() => sandbox().clock.set(TUESDAY))

const assumed = (answer: { headers: Headers }) => answer.headers.get("x-sim-assumed")

describe("payments", () => {
  it("are approved as pending, and known from then on with their fee", async () => {
    const { api, customer, pay } = sandbox()
    const ada = await customer()
    const answer = await pay(ada, 4000, { referenceId: "payses_1", bankAccountId: ada.account })
    expect(answer.body).toEqual({
      transaction: {
        id: expect.any(String),
        amount: cents(4000),
        status: "pending",
        paymentType: "payment",
        userId: ada.id,
        referenceId: "payses_1",
        isRtp: false,
        merchantId: MERCHANT,
        title: "Online Transaction",
        locationId: 541,
        userAccountId: ada.account,
      },
    })
    const { body } = await api("GET", `/transaction/${answer.body.transaction.id}`, ada.merchant)
    expect(body.transaction).toEqual({
      ...answer.body.transaction,
      createdDate: "2026-03-10T17:00:00+00:00",
      modifiedDate: "2026-03-10T17:00:00+00:00",
      apFee: "0.30",
    })
  })

  it("add the tip, and refuse a sum that is wrong", async () => {
    const { customer, pay, options } = sandbox()
    const ada = await customer()
    const attributes = {
      invoice: { value: "12", description: "Shop" },
      tip: { tipAmount: "1.50", label: "$1.50", totalAmount: "41.50" },
    }
    const { transaction } = (await pay(ada, 4000, { attributes })).body
    expect(transaction).toMatchObject({
      amount: cents(4150),
      attributes: {
        invoice: attributes.invoice,
        tip: { selection: { tipAmount: 150, label: "$1.50", totalAmount: "41.50" } },
      },
    })
    await options({ attributes_as: "array", payment_type: "payment+" })
    const listed = (await pay(ada, 4000, { attributes })).body.transaction
    expect(listed.paymentType).toBe("payment+")
    expect(listed.attributes).toContainEqual({ value: "150", name: "tip", description: "flat" })
    expect((await pay(ada, 4100, { attributes })).body).toEqual({
      error: { code: "ApError", message: "Invalid total amount calculation: 41.50 not 42.50" },
    })
  })

  it.each([
    [{ amount: undefined }, 400, "AP700", "'amount'"],
    [{ amount: 400 }, 400, "AP701", "amount: money amount must be a dictionary"],
    [{ amount: { amount: 4.5, currency: "USD" } }, 400, "AP701", "amount: money amount must be a dictionary"],
    [{ amount: { amount: "400", currency: "USD" } }, 400, "AP701", "amount: money amount must be a dictionary"],
    [{ amount: { amount: 400 } }, 400, "VALIDATION_ERROR", "Currency is required"],
    [{ amount: { amount: 400, currency: "EUR" } }, 400, "AP701", "amount: currency must be USD"],
    [{ amount: cents(0) }, 200, "AP308", "amount"],
    [{ merchantId: 9 }, 200, "AP201", "merchant"],
    [{ bankAccountId: 1 }, 400, "AP401", "valid"],
    [{ referenceId: "x".repeat(65) }, 400, "AP701", "referenceId: exceeded maximum length of 64"],
    [{ attributes: { tip: { tipAmount: "1.5", label: "", totalAmount: "2.00" } } }, 400, "AP701", "tip"],
    [{ exceptionScenario: "delinquent" }, 200, "AP109", "suspended"],
    [{ exceptionScenario: "riskEngine" }, 200, "AP307", "lower"],
    [{ exceptionScenario: "balanceInsufficient" }, 200, "AP302", "funds"],
    [{ refrenceId: "x" }, 400, "AP701", "'refrenceId'"],
  ])("are refused without a trace: %j", async (change, status, code, message) => {
    const { customer, pay, look } = sandbox()
    const answer = await pay(await customer(), 400, change)
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    expect(answer.body.error.message).toContain(message)
    expect((await look("/transactions")).count).toBe(0)
  })

  it.each([
    ["returnInsufficient", "R01"],
    ["returnAccount", "R02"],
    ["returnDispute", "R07"],
  ])(
    "of the scenario %s come back seconds later with %s, and suspend the customer until it is resolved",
    async (exceptionScenario, code) => {
      const { api, customer, pay, show, clock, sim } = sandbox()
      const ada = await customer()
      const { id } = (await pay(ada, 400, { exceptionScenario })).body.transaction
      expect(await show(id)).toMatchObject({ status: "pending" })
      clock.advance(5000)
      expect((await api("GET", `/transaction/${id}`, ada.merchant)).body.transaction).toMatchObject({
        status: "declined",
        returnCode: code,
      })
      const user = await api("GET", "/user", ada.token)
      expect([user.body.user.userStatus, assumed(user)]).toEqual(["Suspended", "true"])
      expect(codeOf(await pay(ada, 400))).toBe("AP109")
      await sim(`/users/${ada.id}/resolve`)
      expect((await pay(ada, 400)).status).toBe(200)
      await sim(`/transactions/${id}/resolve`)
      expect(await show(id)).toMatchObject({ status: "resolved" })
    }
  )

  it("decline by our own marks, amounts and orders, always marked as ours", async () => {
    const { customer, pay, preauth, capture, sim, options, show, clock } = sandbox()
    const ada = await customer()
    const authorize = await preauth(ada, 400, { referenceId: "a sim:preauth_ap307" })
    expect([codeOf(authorize), assumed(authorize)]).toEqual(["AP307", "true"])
    expect(codeOf(await pay(ada, 400, { referenceId: "sim:sale_ap302" }))).toBe("AP302")
    expect(codeOf(await pay(ada, 913_315))).toBe("AP315")
    const held = (await preauth(ada, 914_300)).body.transaction
    expect(codeOf(await capture(ada, held.id))).toBe("AP300")
    const marked = (await preauth(ada, 400, { referenceId: "sim:capture_ap300" })).body.transaction
    const refused = await capture(ada, marked.id)
    expect([codeOf(refused), assumed(refused)]).toEqual(["AP300", "true"])
    const returned = (await pay(ada, 915_001)).body.transaction
    clock.advance(5000)
    expect(await show(returned.id)).toMatchObject({ status: "declined", return_code: "R01" })

    await sim("/declines", { operation: "capture", code: "AP302", times: 1 })
    await options({ amount_triggers: false })
    await sim(`/users/${ada.id}/resolve`)
    expect((await pay(ada, 913_315)).body.transaction.status).toBe("pending")
    const other = (await preauth(ada, 400)).body.transaction
    expect(codeOf(await capture(ada, other.id))).toBe("AP302")
    expect((await capture(ada, other.id)).body.transaction.status).toBe("pending")
    expect(await sim("/declines", { operation: "sale", code: "AP9" })).toMatchObject({
      status: 400,
      body: { field: "code" },
    })
  })

  it("recover by themselves where their reference asks for it", async () => {
    const { customer, pay, show, clock } = sandbox()
    const { id } = (await pay(await customer(), 400, { referenceId: "sim:resolve" })).body.transaction
    clock.advance(5000)
    expect((await show(id)).status).toBe("declined")
    clock.advance(5000)
    expect((await show(id)).status).toBe("resolved")
  })

  it("can be instant, and then wait fifteen minutes for their customer", async () => {
    const { customer, pay, show, sim, options, clock, reverse } = sandbox()
    const ada = await customer()
    expect((await pay(ada, 400, { rtp: true })).body.transaction.isRtp).toBe(false)
    await options({ rtp_eligible: true })
    const [first, second] = [await pay(ada, 400, { rtp: true }), await pay(ada, 400, { rtp: true })].map(
      ({ body }) => body.transaction
    )
    expect(first).toMatchObject({ status: "pending", isRtp: true })
    expect(codeOf(await reverse(ada, first.id))).toBe("AP1305")
    await sim(`/transactions/${first.id}/approve`)
    clock.advance(HOUR / 4)
    expect([(await show(first.id)).status, (await show(second.id)).status]).toEqual(["pending", "declined"])
  })
})

describe("idempotency", () => {
  it("answers a repeat as the first time, and moves money once", async () => {
    const { api, customer, pay, look, show, clock, sim } = sandbox()
    const ada = await customer()
    const first = await pay(ada, 400, {}, key(1))
    const again = await pay(ada, 400, {}, key(1))
    expect(again.body).toEqual(first.body)
    expect((await look("/transactions")).count).toBe(1)
    const other = await pay(ada, 401, {}, key(1))
    expect([other.status, codeOf(other)]).toEqual([400, "AP1400"])
    expect(codeOf(await pay(ada, 400, {}, "not-a-uuid"))).toBe("AP1402")
    const bob = await customer()
    expect(codeOf(await pay(bob, 400, {}, key(1)))).toBe("AP1400")

    const { id } = first.body.transaction
    const lookUp = async (which: string) =>
      (await api("GET", `/transaction/idempotency/${which}`, await sandbox().token())).body
    await sim(`/transactions/${id}/settle`)
    expect(await lookUp(key(1))).toMatchObject({ transaction: { id, status: "pending", apFee: "0.03" } })
    expect((await show(id)).status).toBe("processed")
    expect(await lookUp(key(2))).toEqual({})
    expect((await lookUp("x")).error.code).toBe("AP700")
    clock.advance(DAY)
    expect(await lookUp(key(1))).toEqual({})
    const next = (await pay({ ...ada, token: await sandbox().token(ada.id) }, 400, {}, key(1))).body
    expect(next.transaction.id).not.toBe(id)
  })

  it("remembers declines unless told otherwise, and never what was not executed", async () => {
    const { customer, pay, sim, options } = sandbox()
    const ada = await customer()
    await sim("/declines", { operation: "sale", code: "AP307" })
    const declined = await pay(ada, 400, {}, key(1))
    const repeated = await pay(ada, 400, {}, key(1))
    expect([codeOf(declined), codeOf(repeated), assumed(repeated)]).toEqual(["AP307", "AP307", "true"])
    await options({ idempotent_errors: "forget" })
    await sim("/declines", { operation: "sale", code: "AP307" })
    expect(codeOf(await pay(ada, 400, {}, key(2)))).toBe("AP307")
    expect((await pay(ada, 400, {}, key(2))).body.transaction.status).toBe("pending")
    expect(codeOf(await pay(ada, 400, { bankAccountId: 1 }, key(3)))).toBe("AP401")
    expect((await pay(ada, 400, {}, key(3))).body.transaction.status).toBe("pending")
  })

  it("answers AP1401 while the first request is at work, which a client's hanging up does not end", async () => {
    const { customer, pay, options, clock, look, timers } = sandbox()
    const ada = await customer()
    await options({ processing_ms: 60_000 })
    const slow = pay(ada, 400, {}, key(1))
    while (timers.count < 1) {
      await new Promise(setImmediate)
    }
    const early = await pay(ada, 400, {}, key(1))
    expect([early.status, codeOf(early)]).toEqual([400, "AP1401"])
    clock.advance(60_000)
    expect((await slow).body.transaction.status).toBe("pending")
    expect((await pay(ada, 400, {}, key(1))).body).toEqual((await slow).body)
    expect((await look("/transactions")).count).toBe(1)
  })
})

describe("preauths", () => {
  it("are held, lowered and captured into a transaction of their own", async () => {
    const { api, customer, preauth, capture, show } = sandbox()
    const ada = await customer()
    const held = (await preauth(ada, 5000, { referenceId: "payses_1" })).body.transaction
    expect(held).toMatchObject({
      amount: cents(5000),
      status: "live",
      description: "Online Transaction",
      attributes: {},
      expiryDate: "2026-03-13T17:00:00+00:00",
      userName: "Ada Sandbox",
    })
    const patch = (body: unknown) => api("PATCH", `/preauthTransaction/${held.id}`, ada.merchant, body)
    expect((await patch({ amount: cents(4200) })).body.transaction).toMatchObject({
      id: held.id,
      amount: cents(4200),
      status: "live",
    })
    expect((await patch({ amount: cents(5000) })).body.transaction.amount).toEqual(cents(5000))
    const more = await patch({ amount: cents(5001) })
    expect([codeOf(more), assumed(more)]).toEqual(["AP315", "true"])
    await patch({ amount: cents(4200) })

    const { transaction } = (await capture(ada, held.id)).body
    expect(transaction).toMatchObject({
      amount: cents(4200),
      status: "pending",
      paymentType: "payment",
      referenceId: "payses_1",
    })
    expect(transaction.id).not.toBe(held.id)
    expect((await capture(ada, held.id)).body).toEqual({
      error: { code: "AP312", message: `Preauth has already been captured by Transaction #${transaction.id}.` },
    })
    expect(codeOf(await patch({ amount: cents(1) }))).toBe("AP312")
    expect(codeOf(await api("DELETE", `/preauthTransaction/${held.id}`, ada.merchant))).toBe("AP312")
    expect((await api("GET", `/preauthTransaction/${held.id}`, ada.merchant)).body.transaction.status).toBe("completed")
    const listed = (await api("GET", `/preauthTransactions?uuid=${held.id}`, ada.merchant)).body
    expect(listed).toMatchObject({
      paging: { totalPages: 1, totalItems: 1, currentPage: 1, itemsPerPage: 50 },
      transactions: [{ id: held.id, transactionId: transaction.id }],
    })
    expect(await show(transaction.id)).toMatchObject({ preauth_id: held.id, amount_cents: 4200 })
  })

  it("may be echoed by their capture, as the document's example has it", async () => {
    const { customer, preauth, capture, options, api } = sandbox()
    const ada = await customer()
    await options({ capture_reply: "echo_preauth" })
    const held = (await preauth(ada, 5000)).body.transaction
    expect((await capture(ada, held.id)).body.transaction).toEqual(held)
    const { transactions } = (await api("GET", `/preauthTransactions?uuid=${held.id}`, ada.merchant)).body
    expect(transactions[0]).toMatchObject({ status: "completed", transactionId: expect.any(String) })
  })

  it("are cancelled once, and expire by the clock", async () => {
    const { api, customer, preauth, capture, clock, token } = sandbox()
    const ada = await customer()
    const cancel = (id: string) => api("DELETE", `/preauthTransaction/${id}`, ada.merchant)
    const first = (await preauth(ada, 5000)).body.transaction
    expect((await cancel(first.id)).body.transaction.status).toBe("canceled")
    expect((await cancel(first.id)).body.error).toEqual({
      code: "AP313",
      message: "Preauthorized Transaction with status of canceled is not eligible for capture",
    })
    expect(codeOf(await capture(ada, first.id))).toBe("AP313")
    expect(codeOf(await cancel(crypto.randomUUID()))).toBe("AP313")
    const malformed = await cancel("x")
    expect([malformed.status, codeOf(malformed)]).toEqual([400, "AP701"])
    expect((await api("GET", "/preauthTransaction/x", ada.merchant)).status).toBe(200)

    const second = (await preauth(ada, 5000)).body.transaction
    clock.advance(3 * DAY)
    const merchant = await token()
    const seen = await api("GET", `/preauthTransaction/${second.id}`, merchant)
    expect([seen.body.transaction.status, assumed(seen)]).toEqual(["expired", "true"])
    expect(codeOf(await capture({ ...ada, merchant }, second.id))).toBe("AP313")
  })

  it("may wait for their approval, and a capture may fail for want of money or of the bank", async () => {
    const { customer, preauth, capture, sim, options, api } = sandbox()
    const ada = await customer()
    await options({ preauth_approval: "staff" })
    const [first, second] = [await preauth(ada, 5000), await preauth(ada, 5000)].map(({ body }) => body.transaction)
    expect(first.status).toBe("pending")
    expect(codeOf(await capture(ada, first.id))).toBe("AP313")
    await sim(`/preauths/${second.id}/decline`)
    expect((await api("GET", `/preauthTransaction/${second.id}`, ada.merchant)).body.transaction.status).toBe(
      "canceled"
    )
    await sim(`/preauths/${first.id}/approve`)
    expect(await sim(`/preauths/${first.id}/approve`)).toMatchObject({ status: 422 })
    await sim(`/bank_accounts/${ada.account}`, { balance_cents: 4999 })
    expect(codeOf(await capture(ada, first.id))).toBe("AP302")
    await sim(`/bank_accounts/${ada.account}`, { balance_cents: 5000, reachable: false })
    expect(codeOf(await capture(ada, first.id))).toBe("AP300")
    await sim(`/bank_accounts/${ada.account}`, { reachable: true })
    expect((await capture(ada, first.id)).body.transaction.amount).toEqual(cents(5000))
  })

  it("are listed by status and date, and the list refuses quotes", async () => {
    const { api, customer, preauth, clock, token } = sandbox()
    const ada = await customer()
    for (let turn = 1; turn <= 3; turn++) {
      await preauth(ada, turn * 100)
      clock.advance(HOUR / 6)
    }
    const merchant = await token()
    const list = async (query: string) => (await api("GET", `/preauthTransactions?${query}`, merchant)).body
    const amounts = async (query: string) => (await list(query)).transactions.map(({ amount }: any) => amount.amount)
    expect(await amounts("perPage=2")).toEqual([300, 200])
    expect(await amounts("perPage=2&page=2&orderBy=asc&sortBy=amount")).toEqual([300])
    expect(await amounts("level=canceled")).toEqual([])
    const range = "timezone=America/Chicago&dateStart=03-10-2026%2012:10:00&dateEnd=03-10-2026%2012:15:00"
    expect(await amounts(range)).toEqual([200])
    expect((await list("level=%22live")).error.code).toBe("AP701")
    expect((await list("timezone=Moon")).error.code).toBe("AP701")
    expect((await list("dateStart=2026-03-10")).error.code).toBe("AP701")
  })
})

describe("reversals", () => {
  it("void the whole before the batch, and queue a part", async () => {
    const { customer, pay, reverse, show } = sandbox()
    const ada = await customer()
    const [whole, part] = [(await pay(ada, 1000)).body.transaction, (await pay(ada, 1000)).body.transaction]
    const voided = (await reverse(ada, whole.id)).body
    expect(voided).toMatchObject({
      refundTransaction: { id: whole.id, status: "void" },
      message: "Transaction has been voided",
    })
    expect((await reverse(ada, whole.id)).body.error).toEqual({
      code: "AP1306",
      message: "Cannot reverse transaction with status of void",
    })
    expect((await reverse(ada, part.id, { amount: cents(300), uuid: key(7) })).body).toEqual({
      refundTransaction: { userId: ada.id, merchantId: MERCHANT, userAccountId: ada.account, amount: cents(300) },
      message: "Transaction queued for refund. Refund will process after transaction clears",
    })
    expect(await show(part.id)).toMatchObject({ status: "pending", amount_cents: 1000, reversed_cents: 300 })
  })

  it("follow bank days: queued ones are released when the payment clears, later ones are created at once", async () => {
    const { api, customer, pay, reverse, clock, token, show } = sandbox()
    const ada = await customer()
    const { id } = (await pay(ada, 1000)).body.transaction
    await reverse(ada, id, { amount: cents(300), uuid: key(7), referenceId: "ref_1" })
    const refunds = async () => (await api("GET", `/transaction/${id}/refunds`, await token(ada.id))).body
    expect(await refunds()).toEqual({
      refunds: [],
      queuedRefunds: [{ id: key(7), referenceId: "ref_1", amount: cents(300), status: "queued" }],
    })
    // Wednesday, Thursday, Friday at three: the third batch clears it.
    clock.set(new Date("2026-03-13T07:59:59Z"))
    expect((await show(id)).status).toBe("pending")
    clock.set(new Date("2026-03-13T08:00:00Z"))
    expect((await show(id)).status).toBe("processed")
    expect(await refunds()).toMatchObject({
      refunds: [{ id: key(7), status: "pending", paymentType: "reversal" }],
      queuedRefunds: [],
    })

    const late = { ...ada, merchant: await token() }
    const created = (await reverse(late, id, { amount: cents(200) })).body
    expect(created.refundTransaction).toMatchObject({ status: "pending", paymentType: "reversal", amount: cents(200) })
    expect(created.message).toBe(`Refund transaction ${created.refundTransaction.id} created for transaction ${id}`)
    // Two batches, with a weekend between.
    clock.set(new Date("2026-03-16T08:00:00Z"))
    expect((await show(key(7))).status).toBe("pending")
    clock.set(new Date("2026-03-17T08:00:00Z"))
    expect((await show(key(7))).status).toBe("processed")
  })

  it("never exceed the payment, each saying why", async () => {
    const { customer, pay, reverse, sim, preauth } = sandbox()
    const ada = await customer()
    const { id } = (await pay(ada, 1000)).body.transaction
    await sim(`/transactions/${id}/settle`)
    const code = async (extra: Record<string, unknown>) => codeOf(await reverse(ada, id, extra))
    expect(await code({ amount: cents(1001) })).toBe("AP1302")
    expect(await code({ amount: cents(0) })).toBe("AP1303")
    expect(await code({ amount: 5 })).toBe("AP701")
    const wrong = await reverse(ada, id, { uuid: "8a001072-f145-1d95-861e-f77b6bb6899f" })
    expect([wrong.status, wrong.body.error.code]).toEqual([400, "AP314"])
    const refund = (await reverse(ada, id, { amount: cents(600), uuid: key(8) })).body.refundTransaction
    expect(await code({ amount: cents(100), uuid: key(8) })).toBe("AP314")
    expect(await code({ amount: cents(401) })).toBe("AP1302")
    expect((await reverse(ada, id)).body.refundTransaction.amount).toEqual(cents(400))
    expect(await code({})).toBe("AP1300")
    expect(codeOf(await reverse(ada, refund.id))).toBe("AP1304")
    const held = (await preauth(ada, 100)).body.transaction
    expect((await reverse(ada, held.id)).body.error).toEqual({
      code: "AP316",
      message: `Transaction ${held.id} not found`,
    })
    expect(codeOf(await reverse(ada, "x"))).toBe("AP701")
    expect((await sandbox().api("POST", "/reverseTransaction", ada.merchant, {})).body.error.message).toBe(
      "Missing required Parameter: 'id'"
    )
  })

  it("repeat by their key, and may reduce the payment or wait for it to clear", async () => {
    const { customer, pay, reverse, show, options, sim } = sandbox()
    const ada = await customer()
    await options({ partial_before_batch: "void_partial", refund_before_clearing: "queue" })
    const { id } = (await pay(ada, 1000)).body.transaction
    const first = await reverse(ada, id, { amount: cents(300) }, key(1))
    expect(first.body).toMatchObject({ refundTransaction: { id, status: "pending", amount: cents(700) } })
    expect(assumed(first)).toBe("true")
    expect((await reverse(ada, id, { amount: cents(300) }, key(1))).body).toEqual(first.body)
    expect(await show(id)).toMatchObject({ amount_cents: 700, reversed_cents: 0 })
    await sim("/batch")
    expect((await reverse(ada, id)).body.message).toContain("queued")
    await sim(`/transactions/${id}/settle`)
    expect((await show(id)).reversals.map(({ state }: any) => state)).toEqual(["partial_void", "created"])
  })

  it("that are queued are abandoned when the bank returns the payment", async () => {
    const { api, customer, pay, reverse, sim, show } = sandbox()
    const ada = await customer()
    const { id } = (await pay(ada, 1000)).body.transaction
    await reverse(ada, id, { amount: cents(300) })
    await sim(`/transactions/${id}/return`, { return_code: "R01" })
    expect(await show(id)).toMatchObject({ status: "resolved", return_code: "R01", reversed_cents: 0 })
    const { queuedRefunds } = (await api("GET", `/transaction/${id}/refunds`, ada.token)).body
    expect(queuedRefunds).toEqual([expect.objectContaining({ status: "abandoned" })])
  })

  it("may come back from the bank themselves, and can then be asked for again", async () => {
    const { customer, pay, reverse, sim, show } = sandbox()
    const ada = await customer()
    const { id } = (await pay(ada, 1000)).body.transaction
    await sim(`/transactions/${id}/settle`)
    const refund = (await reverse(ada, id)).body.refundTransaction
    expect(codeOf(await reverse(ada, id))).toBe("AP1300")
    await sim(`/transactions/${refund.id}/return`, { return_code: "R02" })
    expect(await show(id)).toMatchObject({ status: "processed", reversed_cents: 0 })
    expect((await reverse(ada, id)).body.refundTransaction.amount).toEqual(cents(1000))
    expect((await pay(ada, 100)).status).toBe(200)
  })

  it("are listed to their customer only, or to whom the account says", async () => {
    const { api, customer, pay, options } = sandbox()
    const [ada, bob] = [await customer(), await customer()]
    const { id } = (await pay(ada, 1000)).body.transaction
    const codes = async (token: string) => codeOf(await api("GET", `/transaction/${id}/refunds`, token))
    expect([await codes(bob.token), await codes(ada.merchant)]).toEqual(["AP011", "AP006"])
    await options({ refunds_token: "merchant" })
    expect([await codes(ada.token), await codes(ada.merchant)]).toEqual(["AP006", undefined])
  })
})
