import { aeropayOfEachTest, cents, codeOf, HOUR, MERCHANT } from "./aeropay-support"
import { DEFAULT_AEROPAY } from "../aeropay"
import { call } from "./support"

const sandbox = aeropayOfEachTest()

const ADA = { firstName: "Ada", lastName: "Byron", email: "ada@example.com", phoneNumber: "+12065550100" }
const { apiKey, apiSecret } = DEFAULT_AEROPAY
const LOGIN = { apiKey, apiSecret, scope: "merchant", id: MERCHANT }

describe("tokens", () => {
  it("last 30 minutes by the sandbox's clock", async () => {
    const { api, clock } = sandbox()
    const { body } = await api("POST", "/token", undefined, { ...LOGIN, id: String(MERCHANT) })
    expect(body).toEqual({ TTL: 1800, token: expect.stringMatching(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/) })
    clock.advance(HOUR / 2 - 60_000)
    expect((await api("GET", "/webhook", body.token)).status).toBe(200)
    clock.advance(61_000)
    const late = await api("GET", "/webhook", body.token)
    expect([late.status, codeOf(late)]).toEqual([401, "AP007"])
  })

  it.each([
    ["scope", { scope: undefined }, 400, "AP700", "Missing required Parameter: 'scope'"],
    ["a known scope", { scope: "admin" }, 400, "AP700", "Invalid scope"],
    ["apiKey", { apiKey: undefined }, 400, "AP700", "Missing required Parameter: 'apiKey'"],
    ["apiSecret", { apiSecret: undefined }, 400, "AP700", "Missing required Parameter: 'apiSecret'"],
    ["id", { id: undefined }, 400, "AP700", "Missing required Parameter: 'id'"],
    ["a numeric id", { id: "shop" }, 400, "AP701", "Improperly formatted parameter: ['id: invalid UUID format']"],
    ["the right secret", { apiSecret: "guess" }, 401, "AP002", "invalid API key or secret key"],
    ["the right merchant", { id: 583 }, 401, "AP002", "invalid API key or secret key"],
    ["userId", { scope: "userForMerchant" }, 400, "AP700", "Missing required Parameter: 'userId'"],
    [
      "a UUID for the user",
      { scope: "userForMerchant", userId: "12" },
      400,
      "AP701",
      expect.stringContaining("userId"),
    ],
    ["a known user", { scope: "userForMerchant", userId: crypto.randomUUID() }, 401, "AP002", expect.any(String)],
  ])("ask for %s", async (_what, change, status, code, message) => {
    const answer = await sandbox().api("POST", "/token", undefined, { ...LOGIN, ...change })
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({ error: { code, message } })
  })

  it("are refused when missing, invented, of the wrong scope or for an address that does not exist", async () => {
    const { api, token, customer } = sandbox()
    const merchant = await token()
    const { token: user } = await customer()
    const codes = [
      await api("GET", "/bankAccounts"),
      await api("GET", "/bankAccounts", "eyJ.eyJ.sig"),
      await api("GET", "/bankAccounts", `${user.slice(0, -2)}xx`),
      await api("GET", "/bankAccounts", merchant),
      await api("GET", "/preauthTransactions", user),
      await api("GET", "/merchant/tipConfiguration", user),
    ].map((answer) => [answer.status, codeOf(answer)])
    expect(codes).toEqual([
      [401, "AP004"],
      [401, "AP008"],
      [401, "AP008"],
      [401, "AP006"],
      [401, "AP006"],
      [401, "AP101"],
    ])
    const nowhere = await api("GET", "/nothing", merchant)
    expect([nowhere.status, codeOf(nowhere), nowhere.headers.get("x-sim-assumed")]).toEqual([200, "AP1000", "true"])
  })
})

describe("users", () => {
  it("are connected by the code, and disconnected when they are created again", async () => {
    const { api, token } = sandbox()
    const merchant = await token()
    const created = await api("POST", "/user", merchant, ADA)
    expect(created.body).toMatchObject({ user: { ...ADA, type: "consumer" }, mfaType: "sms" })
    const { id } = created.body.user
    const login = { ...LOGIN, scope: "userForMerchant", userId: id }
    expect(codeOf(await api("POST", "/token", undefined, login))).toBe("AP002")

    const confirm = (code: string) => api("POST", "/confirmUser", merchant, { userId: id, code, merchantId: MERCHANT })
    expect(codeOf(await confirm("123456"))).toBe("AP111")
    expect((await confirm("000000")).body.user).toMatchObject({ id, userStatus: "Active" })
    const user = (await api("POST", "/token", undefined, login)).body.token
    expect((await api("GET", "/user", user)).body.user.id).toBe(id)

    const again = await api("POST", "/user", merchant, { ...ADA, lastName: "Lovelace", phoneNumber: "12065550100" })
    expect(again.body.user).toMatchObject({ id, lastName: "Lovelace" })
    expect(codeOf(await api("GET", "/user", user))).toBe("AP002")
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(codeOf(await confirm("123456"))).toBe("AP111")
    }
    expect(codeOf(await confirm("000000"))).toBe("AP112")
    expect(
      codeOf(
        await api("POST", "/confirmUser", merchant, {
          userId: crypto.randomUUID(),
          code: "000000",
          merchantId: MERCHANT,
        })
      )
    ).toBe("AP113")
  })

  it("need no code where the account is set up so", async () => {
    const { api, token, options } = sandbox()
    await options({ mfa: "none" })
    const { body } = await api("POST", "/user", await token(), ADA)
    expect(body.mfaType).toBeNull()
    expect(await token(body.user.id)).toMatch(/^eyJ/)
  })

  it.each([
    [{ email: undefined }, "AP700"],
    [{ email: "nowhere" }, "AP701"],
    [{ phoneNumber: "5550173" }, "AP115"],
    [{ phoneNumber: "3105550187" }, "AP115"],
    [{ phoneNumber: "+14045550124" }, "AP115"],
    [{ phoneNumber: "+65-718-555-0134" }, "AP119"],
    [{ phoneNumber: "+657185550134" }, "AP119"],
    [{ phoneNumber: "5550100" }, "AP105"],
    [{ phoneNumber: "constructor" }, "AP106"],
    [{ firstName: "R2D2" }, "AP118"],
    [{ email: "unable-to-create-user@aeropay.com" }, "AP102"],
    [{ email: "user-already-exists@aeropay.com" }, "AP107"],
    [{ nickname: "ada" }, "AP701"],
  ])("are refused inside HTTP 200: %j", async (change, code) => {
    const { api, token, look } = sandbox()
    const answer = await api("POST", "/user", await token(), { ...ADA, ...change })
    expect([answer.status, codeOf(answer)]).toEqual([200, code])
    expect((await look("/users")).count).toBe(0)
  })
})

describe("bank accounts", () => {
  const link = async (userToken: string, connectionId: string) =>
    sandbox().api("POST", "/linkAccountFromAggregator", userToken, { connectionId, aggregator: "aerosync" })

  it("come from the widget, which tells the shop's page a connection", async () => {
    const { api, customer, url } = sandbox()
    const { token, id } = await customer({ banks: [] })
    expect((await api("GET", "/bankAccounts", token)).body).toEqual({ bankAccounts: [] })
    const credentials = (await api("GET", "/aggregatorCredentials?aggregator=aerosync", token)).body
    expect(credentials).toEqual({
      fastlinkURL: `${url}/aeropay/widget`,
      token: expect.any(String),
      username: expect.stringMatching(/^[0-9a-f]{16}$/),
    })
    const page = await call(`${credentials.fastlinkURL}?token=${credentials.token}`)
    expect(page.body).toContain('<button id="succeed">')
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors http://localhost:*")
    expect((await call(`${credentials.fastlinkURL}.js`)).body).toContain("pageSuccess")

    const choose = (body: unknown) => call(`${credentials.fastlinkURL}/connections`, "POST", body)
    const chosen = await choose({ token: credentials.token, bank: "checking" })
    expect(chosen.body).toEqual({ connectionId: expect.any(String), clientName: "Sandbox Bank", aeroPassUserUuid: id })
    expect(await choose({ token: credentials.token, bank: "checking", otp: "0002" })).toMatchObject({ status: 400 })
    // The widget's token opens the widget only, and no other token does.
    expect(await choose({ token, bank: "checking" })).toMatchObject({ status: 401 })
    expect(codeOf(await api("GET", "/bankAccounts", credentials.token))).toBe("AP006")

    const linked = (await link(token, chosen.body.connectionId)).body.userBankInfo
    expect(linked).toMatchObject({
      bankAccountId: 957_022,
      isSelected: true,
      status: "verified",
      canFetchBalance: true,
    })
    expect((await api("GET", "/bankAccounts", token)).body.bankAccounts).toEqual([
      expect.objectContaining({ bankAccountId: 957_022, connectionId: chosen.body.connectionId }),
    ])
  })

  it("answer what is wrong with the aggregator in three envelopes", async () => {
    const { api, customer, options } = sandbox()
    const { token } = await customer()
    expect(await api("GET", "/aggregatorCredentials", token)).toMatchObject({
      status: 400,
      body: { code: "MISSING_PARAMETER", message: expect.any(String) },
    })
    expect((await api("GET", "/aggregatorCredentials?aggregator=x", token)).body).toEqual({
      error: { code: "AP408", message: "Unknown Aggregator x" },
    })
    expect((await link(token, crypto.randomUUID())).body).toEqual({
      success: false,
      code: "AP300",
      error: expect.any(String),
    })
    await options({ bank_linking: false })
    expect(codeOf(await api("GET", "/aggregatorCredentials?aggregator=aerosync", token))).toBe("AP407")
  })

  it("are limited to five, and each to five links", async () => {
    const { customer, sim } = sandbox()
    const { token, id } = await customer({ banks: [] })
    const linkBank = async (bank: string, last4?: string) =>
      link(token, (await sim("/connections", { user_id: id, bank, last4 })).body.connection.id)
    for (const bank of ["savings", "unsupported", "wrong_routing", "taken"]) {
      expect((await linkBank(bank)).body.code).toMatch(/^AP4(11|03|04|10)$/)
    }
    const first = (await linkBank("checking", "0001")).body.userBankInfo.bankAccountId
    for (let turn = 2; turn <= 5; turn++) {
      expect((await linkBank("checking", "0001")).body.userBankInfo.bankAccountId).toBe(first)
      await linkBank("checking", `000${turn}`)
    }
    expect((await linkBank("checking", "0001")).body.code).toBe("AP415")
    expect((await linkBank("checking", "0006")).body.code).toBe("AP414")
  })

  it("are chosen, taken away by the bank, and never those of others", async () => {
    const { api, customer, sim, pay } = sandbox()
    const ada = await customer({ banks: [{}, { bank: "low_balance" }] })
    const bob = await customer()
    const select = (id: unknown, token: string) => api("PATCH", `/userBankAccount/${id}`, token)
    const second = ada.account + 1
    expect((await select(second, ada.token)).body.bankAccount).toMatchObject({
      bankAccountId: second,
      isSelected: true,
    })
    expect(codeOf(await pay(ada, 1001))).toBe("AP302")
    expect((await pay(ada, 1000)).body.transaction.userAccountId).toBe(second)
    const foreign = await select(second, bob.token)
    expect([foreign.status, codeOf(foreign)]).toEqual([400, "AP401"])
    expect(codeOf(await select("x", bob.token))).toBe("AP701")
    await sim(`/bank_accounts/${second}`, { removed: true })
    expect(codeOf(await select(second, ada.token))).toBe("AP412")
    expect((await pay(ada, 1001)).body.transaction.userAccountId).toBe(ada.account)
    await sim(`/bank_accounts/${ada.account}`, { removed: true })
    expect(codeOf(await pay(ada, 1001))).toBe("AP400")
  })
})

describe("the merchant's own", () => {
  it("reputations decide who may pay, all of a list or none", async () => {
    const { api, customer, pay } = sandbox()
    const ada = await customer()
    const rate = (userReputations: unknown) =>
      api("POST", "/merchantReputation", ada.merchant, { merchantId: MERCHANT, userReputations })
    expect(
      (
        await rate([
          { userId: ada.id, reputation: 2 },
          { userId: ada.id, reputation: 5 },
        ])
      ).body
    ).toEqual({
      error: {
        code: "AP700",
        message: "Missing required Parameter: 'Invalid userReputations value: reputation value 5 does not exist'",
      },
    })
    expect((await pay(ada, 100)).status).toBe(200)
    expect((await rate([{ userId: ada.id, reputation: 2 }])).body).toEqual({
      userReputations: [{ userId: ada.id, reputation: 2 }],
    })
    expect(codeOf(await pay(ada, 100))).toBe("AP114")
    expect((await api("GET", `/merchantReputation?userId=${ada.id}`, ada.merchant)).body).toMatchObject({
      merchantId: "582",
      userReputation: 2,
    })
    expect((await api("GET", "/merchantReputation", ada.merchant)).body.error.message).toContain("'user_id'")
  })

  it("payment links need a phone or an e-mail address, and are kept, not sent", async () => {
    const { api, token, look } = sandbox()
    const merchant = await token()
    const send = (body: unknown) => api("POST", "/paymentLink", merchant, body)
    const link = {
      merchantId: "582",
      phone: "+12065550100",
      email: "a@example.com",
      referenceId: "r1",
      amount: cents(500),
    }
    expect((await send(link)).body).toEqual({ message: "Payment Link send request successful", referenceId: "r1" })
    expect((await look("/payment_links")).payment_links).toEqual([
      expect.objectContaining({ channel: "phone", cents: 500 }),
    ])
    const codes = [
      await send({ merchantId: "582" }),
      await send({ ...link, uuid: "x" }),
      await send({ ...link, merchantId: "9" }),
      await send({ ...link, merchantLocationId: 42 }),
      await send({ ...link, merchantLocationId: crypto.randomUUID() }),
      await send({ ...link, referenceId: "x".repeat(65) }),
    ].map((answer) => [answer.status, codeOf(answer)])
    expect(codes).toEqual([
      [400, "AP700"],
      [400, "AP701"],
      [200, "AP201"],
      [200, "AP204"],
      [200, "AP208"],
      [400, "AP701"],
    ])
  })

  it("tips are off until they are configured", async () => {
    const { api, token, options } = sandbox()
    const merchant = await token()
    expect((await api("GET", "/merchant/tipConfiguration", merchant)).body).toEqual({
      tipConfiguration: { enabled: false },
    })
    await options({ tips: "mixed" })
    expect((await api("GET", "/merchant/tipConfiguration", merchant)).body.tipConfiguration).toMatchObject({
      enabled: true,
      customTipEnabled: false,
    })
  })
})
