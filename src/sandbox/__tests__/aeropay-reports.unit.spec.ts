import { isBankDay, nextBatchAfter, writtenDate } from "../aeropay/calendar"
import { aeropayOfEachTest, cents, codeOf, DAY, HOUR, key, MERCHANT } from "./aeropay-support"

const sandbox = aeropayOfEachTest()

/** A Tuesday at noon in Chicago, and the week has no holiday. */
const TUESDAY = new Date("2026-03-10T17:00:00Z")

beforeEach(() => sandbox().clock.set(TUESDAY))

describe("bank days", () => {
  it("leave out weekends and the holidays of the Federal Reserve", () => {
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
    const closed = [
      "2026-01-01",
      "2026-01-19",
      "2026-02-16",
      "2026-05-25",
      "2026-06-19",
      "2026-09-07",
      "2026-10-12",
      "2026-11-11",
      "2026-11-26",
      "2026-12-25",
    ]
    expect(closed.filter((text) => isBankDay(day(text)))).toEqual([])
    // The fourth of July is a Saturday in 2026: not moved. In 2027 it is a Sunday: Monday is kept.
    expect([isBankDay(day("2026-07-03")), isBankDay(day("2027-07-05")), isBankDay(day("2026-07-04"))]).toEqual([
      true,
      false,
      false,
    ])
  })

  it("have their batch at three in Chicago, in summer and in winter", () => {
    const next = (text: string) => new Date(nextBatchAfter(Date.parse(text))).toISOString()
    expect(next("2026-03-06T12:00:00Z")).toBe("2026-03-09T08:00:00.000Z")
    expect(next("2026-03-05T12:00:00Z")).toBe("2026-03-06T09:00:00.000Z")
    expect(next("2026-11-25T12:00:00Z")).toBe("2026-11-27T09:00:00.000Z")
    expect(next("2026-11-27T09:00:00Z")).toBe("2026-11-30T09:00:00.000Z")
  })

  it("read dates on the clock of a zone", () => {
    const read = (text: string, withTime: boolean) => writtenDate(text, "America/Chicago", { withTime })
    expect(read("07-04-2026 12:00:00", true)).toBe(Date.parse("2026-07-04T17:00:00Z"))
    expect(read("1-4-2026", false)).toBe(Date.parse("2026-01-04T06:00:00Z"))
    expect([read("02-30-2026", false), read("13-01-2026", false), read("01-01-2026", true)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe("payouts", () => {
  it("go to the customer, cannot be reversed, and are settled by bank days", async () => {
    const { api, customer, reverse, clock, show } = sandbox()
    const ada = await customer()
    const body = { merchantId: MERCHANT, userId: ada.id, amount: cents(500), referenceId: "payout_1" }
    const { transaction } = (await api("POST", "/payoutTransaction", ada.merchant, body, key(1))).body
    expect(transaction).toMatchObject({ status: "pending", paymentType: "payout", amount: cents(500) })
    expect((await api("POST", "/payoutTransaction", ada.merchant, body, key(1))).body.transaction.id).toBe(
      transaction.id
    )
    expect(codeOf(await reverse(ada, transaction.id))).toBe("AP1304")
    const missing = await api("POST", "/payoutTransaction", ada.merchant, { ...body, userId: undefined })
    expect([missing.status, missing.body.error.message]).toEqual([200, "Missing required Parameter: 'userId'"])
    clock.advance(2 * DAY)
    expect((await show(transaction.id)).status).toBe("processed")
  })
})

describe("looking back", () => {
  it("finds transactions by reference, type, date and what is searched for", async () => {
    const { api, customer, pay, clock, token } = sandbox()
    const ada = await customer()
    await pay(ada, 100, { referenceId: "payses_1" })
    clock.advance(HOUR / 6)
    await pay(ada, 200, { referenceId: "payses_1" })
    await pay(ada, 300)
    const merchant = await token()
    const search = async (body: unknown) => (await api("POST", "/transactionSearch", merchant, body)).body
    const amounts = async (body: unknown) => (await search(body)).transactions.map(({ amount }: any) => amount.amount)
    expect(await search({ filters: { referenceId: "payses_1" }, perPage: "1" })).toMatchObject({
      paging: { totalPages: 2, totalItems: 2, currentPage: 1, itemsPerPage: 1 },
      transactions: [{ amount: cents(200), customerName: "Ada Sandbox", merchantName: "Rise-Via Sandbox Shop" }],
    })
    expect(
      await amounts({ startDate: "03-10-2026 12:00:00", endDate: "03-10-2026 12:05:00", timezone: "America/Chicago" })
    ).toEqual([100])
    expect(await amounts({ sortBy: "amount", orderBy: "asc", filters: { paymentType: "payment" } })).toEqual([
      100, 200, 300,
    ])
    expect(await amounts({ searchType: "userId", userId: crypto.randomUUID() })).toEqual([])
    expect((await search({ searchType: "uuid" })).error).toEqual({
      code: "AP700",
      message: "Missing required Parameter: 'uuid'",
    })
    expect(await amounts({})).toHaveLength(3)
  })

  it("reports batches line by line or as sums, totals, and a file", async () => {
    const { api, customer, pay, reverse, clock, token, options, look } = sandbox()
    const ada = await customer()
    const [first, second] = [(await pay(ada, 10_000)).body.transaction, (await pay(ada, 5000)).body.transaction]
    await reverse(ada, (await pay(ada, 700)).body.transaction.id)
    clock.set(new Date("2026-03-11T12:00:00Z"))
    const late = { ...ada, merchant: await token() }
    const refund = (await reverse(late, first.id, { amount: cents(2500) })).body.refundTransaction
    const report = async (query = "dateBegin=03-01-2026&dateEnd=03-31-2026") =>
      (await api("GET", `/reports/transactions/batches?merchantId=${MERCHANT}&${query}`, await token())).body
    const line = (uuid: string, amount: number, direction: string) => ({ uuid, amount: cents(amount), direction })
    expect(await report()).toEqual({
      data: [
        {
          batchId: 13_374,
          batchDate: "2026-03-11T03:00:00-05:00",
          transactions: [line(first.id, 10_000, "credit"), line(second.id, 5000, "credit")],
        },
      ],
      paging: { totalPages: 1, totalItems: 1, currentPage: 1, itemsPerPage: 20 },
    })
    clock.set(new Date("2026-03-12T12:00:00Z"))
    const next = await report("dateBegin=03-12-2026&dateEnd=03-12-2026")
    expect(next.data[0].transactions).toEqual([line(refund.id, 2500, "debit")])
    expect((await report("dateBegin=3-13-2026")).data).toEqual([])
    await options({ batch_lines: "sums" })
    expect(
      (await report()).data[1].transactions.map(({ amount, direction }: any) => [direction, amount.amount])
    ).toEqual([
      ["credit", 15_000],
      ["debit", 113],
    ])

    const merchant = await token()
    expect(
      (await api("GET", "/reports/transactions/totals?dateBegin=03-01-2026&dateEnd=03-31-2026", merchant)).body
    ).toEqual({
      chargeTotal: "150.00",
      tipTotal: "0.00",
      feeTotal: "1.13",
      rewardsTotal: "0.00",
      payoutsTotal: "0.00",
      refundsTotal: "25.00",
      netTotal: "123.87",
      returns: { payoutReturnsTotal: "0.00" },
    })
    expect((await api("GET", "/reports/transactions/CSV?email=a@example.com&voids=false", merchant)).body.success).toBe(
      true
    )
    const [file] = (await look("/csv_files")).csv_files
    expect(file.email).toBe("a@example.com")
    expect(file.text.split("\r\n")).toHaveLength(5)
    expect((await report("dateBegin=2026")).error.code).toBe("AP701")
    expect((await report("merchantId=9")).error).toBeDefined()
  })
})
