import { pythonJson, sign, signedText } from "../aeropay/signature"
import { write, type Body } from "../aeropay/webhooks"
import { DEFAULT_AEROPAY } from "../aeropay"
import { aeropayOfEachTest, cents, codeOf, MERCHANT } from "./aeropay-support"
import { startShop } from "./support"

/** Test vectors that were computed with Python. */
const KEY = "8a001072f14546d95c861ef77b6bb6899f4c7f0f8c275978e1bd3edcdacf34da"
const URL_OF_VECTORS = "http://localhost:9000/hooks/payment/aeropay_aeropay"
const V1: Body = {
  topic: "transaction_completed",
  data: {
    id: "b1ebceb4-74f3-4702-928f-df655798084f",
    amount: { amount: 123, currency: "USD" },
    status: "pending",
    paymentType: "payment",
    userId: "0908b07b-01a3-4226-b48a-44c0984b2906",
    title: "Online Transaction",
    referenceId: "payses_01TEST",
    apFee: "0.02",
    createdDate: "2026-01-23T18:53:03+00:00",
    isRtp: false,
    merchantId: 582,
    locationId: 541,
    userAccountId: 192637,
    merchantUserReputation: "standard",
  },
  payloadVersion: "2.0",
  date: "2026-01-23 18:53:13",
}
const V2: Body = { topic: "user_suspended", data: { userId: "José-1" }, payloadVersion: "2.0", date: V1.date }

describe("the signature", () => {
  it("is that of the test vectors, byte for byte", () => {
    expect(sign(signedText(V1, URL_OF_VECTORS), KEY)).toBe(
      "cc9cb2d5c9a8cd4b89f1f342361ac6f52536d7409db86b7e6b55e0fc595534e6"
    )
    expect(signedText(V2, URL_OF_VECTORS)).toBe(
      `{"topic": "user_suspended", "data": {"userId": "Jos\\u00e9-1"}, "payloadVersion": "2.0", ` +
        `"date": "2026-01-23 18:53:13", "url": "${URL_OF_VECTORS}"}`
    )
    expect(sign(signedText(V2, URL_OF_VECTORS), KEY)).toBe(
      "f959bf0b7d24f0688a8621c0dfd27ad922f5f4a3dbe10a53e70e290df2193647"
    )
  })

  it("is over JSON as Python writes it", () => {
    expect(pythonJson({ a: [1, { b: null }], "é/\u{1f33f}": "\n\u007f", c: true, d: [], e: {} })).toBe(
      '{"a": [1, {"b": null}], "\\u00e9/\\ud83c\\udf3f": "\\n\\u007f", "c": true, "d": [], "e": {}}'
    )
  })

  it("stays that of the spaced text when the body is sent without spaces, and is over the old body when that is sent", () => {
    const form = (body: Parameters<typeof write>[1]["body"], signature: "valid" | "none" | "wrong" = "valid") =>
      write(V2, { body, signature }, URL_OF_VECTORS, KEY)
    expect(form("compact")).toEqual({ text: JSON.stringify(V2), signature: form("python").signature })
    expect(form("python", "none").signature).toBeNull()
    expect(form("python", "wrong").signature).not.toBe(form("python").signature)
    expect(form("tampered")).toMatchObject({
      text: expect.stringContaining('"added": 1}'),
      signature: form("python").signature,
    })
    expect(() => JSON.parse(form("cut").text)).toThrow(SyntaxError)
    const old = JSON.parse(write(V1, { body: "v1", signature: "valid" }, URL_OF_VECTORS, KEY).text)
    expect(old).toMatchObject({
      data: { amount: "1.23", uuid: V1.data.id, id: expect.any(Number) },
      date: "1769194393",
    })
    expect(old).not.toHaveProperty("payloadVersion")
  })
})

describe("webhooks", () => {
  const sandbox = aeropayOfEachTest()
  const TUESDAY = new Date("2026-03-10T17:00:00Z")
  let answers: (body: string) => number
  let shop: Awaited<ReturnType<typeof startShop>>

  beforeEach(async () => {
    answers = () => 200
    shop = await startShop((call) => answers(call.text))
    sandbox().clock.set(TUESDAY)
  })
  afterEach(() => shop.close())

  const subscribe = async (...topics: string[]) => {
    const { api, token } = sandbox()
    const merchant = await token()
    for (const topic of topics) {
      await api("POST", "/webhook", merchant, { topic, url: `${shop.url}/hooks` })
    }
  }
  const next = async () => {
    const { text, headers, path } = await shop.next()
    return { path, text, signature: headers["ap-signature"], body: JSON.parse(text) }
  }

  /** Two that were sent at the same moment, by their topics: they may overtake each other. */
  const both = async () =>
    [await next(), await next()].map(({ body }) => body).sort((a, b) => a.topic.localeCompare(b.topic))

  it("are subscribed by topic, changed, listed and deleted", async () => {
    const { api, token } = sandbox()
    const merchant = await token()
    const post = (body: unknown) => api("POST", "/webhook", merchant, body)
    const url = "https://shop.example/hooks"
    expect((await post({ topic: "transaction_voided", url })).body).toEqual({
      webhooks: { id: 12_975, payloadVersion: "2.0", topic: "transaction_voided", url },
    })
    expect((await post({ topic: "transaction_voided", url: `${url}/2` })).body.webhooks.id).toBe(12_975)
    await post({ topic: "user_active", url })
    const wrong = [
      await post({ url }),
      await post({ topic: "user_active", url: "nowhere" }),
      await post({ topic: "rfp", url }),
    ]
    expect(wrong.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [400, "AP1102"],
      [400, "AP1103"],
      [400, "AP1104"],
    ])
    expect((await api("GET", "/webhook?topic=user_active", merchant)).body.webhooks).toHaveLength(1)
    expect((await api("GET", "/webhook", merchant)).body.webhooks).toHaveLength(2)
    expect(codeOf(await api("DELETE", "/webhook", merchant))).toBe("AP1100")
    expect((await api("DELETE", "/webhook?webhookId=12975", merchant)).body.webhooks).toEqual([
      { id: "12975", payloadVersion: "2.0", topic: "transaction_voided", url: `${url}/2` },
    ])
  })

  it("tell of a payment in the documented words, signed for the address as it was registered", async () => {
    const { customer, pay } = sandbox()
    await subscribe("transaction_completed")
    const ada = await customer({ first_name: "José" })
    const { transaction } = (await pay(ada, 4000, { referenceId: "payses_é" })).body
    const heard = await next()
    expect(heard.body).toEqual({
      topic: "transaction_completed",
      data: {
        ...transaction,
        createdDate: "2026-03-10T17:00:00+00:00",
        modifiedDate: "2026-03-10T17:00:00+00:00",
        apFee: "0.30",
        merchantUserReputation: "standard",
      },
      payloadVersion: "2.0",
      date: "2026-03-10 17:00:00",
    })
    expect(heard.text).toContain('"referenceId": "payses_\\u00e9"')
    expect(heard.signature).toBe(
      sign(`${heard.text.slice(0, -1)}, "url": "${shop.url}/hooks"}`, DEFAULT_AEROPAY.signingKey)
    )
  })

  it("are signed with a new key as soon as there is one", async () => {
    const { api, customer, pay } = sandbox()
    await subscribe("transaction_completed")
    const ada = await customer()
    const { signingKey } = (await api("POST", "/createWebhookSigningKey", ada.merchant)).body
    expect(signingKey).toMatch(/^[0-9a-f]{64}$/)
    await pay(ada, 100)
    const { body, signature } = await next()
    expect(signature).toBe(sign(signedText(body, `${shop.url}/hooks`), signingKey))
  })

  it("tell of every turn of a payment, a preauth, a customer and a reputation", async () => {
    const { api, customer, pay, preauth, capture, reverse, sim, clock, token } = sandbox()
    await subscribe(
      "transaction_completed",
      "transaction_voided",
      "transaction_declined",
      "transaction_resolved",
      "transaction_refunded",
      "preauthorized_transaction_created",
      "user_suspended",
      "user_active",
      "merchant_reputation_updated"
    )
    const ada = await customer()
    const held = (await preauth(ada, 500)).body.transaction
    expect((await next()).body).toMatchObject({
      topic: "preauthorized_transaction_created",
      data: { id: held.id, status: "live" },
    })
    const { id } = (await capture(ada, held.id)).body.transaction
    expect((await next()).body).toMatchObject({ topic: "transaction_completed", data: { id, status: "pending" } })
    await sim(`/transactions/${id}/return`, { return_code: "R07" })
    const [declined, suspended] = await both()
    expect(declined).toMatchObject({
      topic: "transaction_declined",
      data: { id, status: "declined", returnCode: "R07" },
    })
    expect(suspended).toMatchObject({ topic: "user_suspended", data: { userId: ada.id } })
    await sim(`/transactions/${id}/resolve`)
    const [resolved, active] = await both()
    expect(resolved).toMatchObject({ topic: "transaction_resolved", data: { id, status: "resolved" } })
    expect(active).toMatchObject({ topic: "user_active", data: { userId: ada.id } })
    const second = (await pay(ada, 900)).body.transaction
    await next()
    await reverse(ada, second.id)
    expect((await next()).body).toMatchObject({ topic: "transaction_voided", data: { id: second.id, status: "void" } })
    await api("POST", "/merchantReputation", ada.merchant, {
      merchantId: MERCHANT,
      userReputations: [{ userId: ada.id, reputation: 1 }],
    })
    expect((await next()).body.topic).toBe("merchant_reputation_updated")

    const third = (await pay(ada, 900)).body.transaction
    await next()
    await reverse(ada, third.id, { amount: cents(200) })
    await reverse(ada, third.id, { amount: cents(100) })
    // A week later both are released by the batch that cleared the payment, with the date of that batch.
    clock.set(new Date("2026-03-17T17:00:00Z"))
    expect((await api("GET", "/webhook", await token())).status).toBe(200)
    const refunds = (await both()).sort((a, b) => b.data.queuedRefunds.length - a.data.queuedRefunds.length)
    expect(refunds.map(({ date }) => date)).toEqual(["2026-03-13 08:00:00", "2026-03-13 08:00:00"])
    expect(refunds.map(({ data }) => [data.refundTransaction[0].amount.amount, data.queuedRefunds.length])).toEqual([
      [200, 1],
      [100, 0],
    ])
    expect(refunds[0].data.transaction).toMatchObject({
      id: third.id,
      status: "processed",
      merchantUserReputation: "vip",
    })
  })

  it("are repeated by the sandbox's clock until they get a 200, five times at most", async () => {
    const { customer, pay, clock, look, timers, log } = sandbox()
    await subscribe("transaction_completed")
    answers = () => 201
    await pay(await customer(), 100)
    const texts = [(await next()).text]
    for (const seconds of [1, 2, 4, 8, 16]) {
      while (!timers.nextDueAt || (await look("/webhooks")).webhooks[0].attempts.length < texts.length) {
        await new Promise(setImmediate)
      }
      expect((await look("/webhooks")).webhooks[0].state).toBe("waiting")
      clock.advance(seconds * 1000)
      texts.push((await next()).text)
    }
    expect(new Set(texts).size).toBe(1)
    while ((await look("/webhooks")).webhooks[0].state === "waiting") {
      await new Promise(setImmediate)
    }
    const [{ state, attempts }] = (await look("/webhooks")).webhooks
    expect([state, attempts.length, attempts[0].status]).toEqual(["failed", 6, 201])
    expect(log).toEqual([expect.stringContaining("transaction_completed) failed: 201")])
  })

  it("go to this machine only", async () => {
    const { api, customer, pay, look } = sandbox()
    const ada = await customer()
    await pay(ada, 100)
    await api("POST", "/webhook", ada.merchant, { topic: "transaction_completed", url: "https://shop.example/hooks" })
    await pay(ada, 100)
    const { webhooks } = await look("/webhooks")
    expect(webhooks.map(({ state }: any) => state)).toEqual(["refused", "no-subscription"])
  })

  it("are sent again, twice, late and spoiled on demand, and held back to come out of order", async () => {
    const { customer, pay, sim, options, clock, look } = sandbox()
    await subscribe("transaction_completed")
    const ada = await customer()
    await pay(ada, 100)
    const first = await next()
    const again = (body: unknown) => sim("/webhooks/1/send", body)
    await again({ times: 2 })
    expect([(await next()).text, (await next()).text]).toEqual([first.text, first.text])
    await again({ signature: "none", body: "compact" })
    expect(await next()).toMatchObject({ signature: undefined, text: JSON.stringify(first.body) })
    await again({ signature: "wrong" })
    expect((await next()).signature).not.toBe(first.signature)
    await again({ delay_ms: 3_600_000 })
    clock.advance(3_600_000)
    expect(await next()).toMatchObject({ text: first.text, signature: first.signature })
    expect(await sim("/webhooks/999/send")).toMatchObject({ status: 404 })
    expect(await again({ body: "xml" })).toMatchObject({ status: 400, body: { field: "body" } })

    await options({ webhook_hold: true })
    const late = { ...ada, token: await sandbox().token(ada.id) }
    await pay(late, 200)
    await pay(late, 300)
    expect((await look("/webhooks?state=held")).count).toBe(2)
    await sim("/webhooks/release", { order: "reversed" })
    expect([(await next()).body.data.amount.amount, (await next()).body.data.amount.amount]).toEqual([300, 200])
  })
})
