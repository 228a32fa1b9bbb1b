import { completeWithFailOver } from "@rise-via/client"
import { httpSuite, mustSucceed, sample } from "../../support"
import { built, FAKE_PROVIDER, FakePayments, type FakeFault } from "../../support/fake-payments"

/** The same numbers each time: a failure can be run again. */
function seeded(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const sum = (rows: Record<string, number>[], field: string) => rows.reduce((all, row) => all + row[field], 0)

httpSuite("payments: providers", (suite) => {
  const bank = new FakePayments(suite)
  beforeAll(() => bank.register())
  afterEach(() => {
    bank.forgetFaults()
    bank.chaos = () => undefined
  })

  async function readyCart() {
    const shopper = await suite.shopper()
    await suite.confirmAge(shopper)
    const cart = await suite.cart({ shopper, provider: FAKE_PROVIDER })
    const call = async (method: "get" | "post", path: string, body?: object) =>
      mustSucceed(await suite.api()[method](path).set(shopper.headers).send(body))
    const session = () => cart.payment_collection.payment_sessions[0].id as string
    return {
      cart,
      session,
      complete: () => call("post", `/store/carts/${cart.id}/complete`, {}),
      failOver: (body: object = {}) => call("post", `/store/carts/${cart.id}/payments/fail-over`, body),
      providers: () => call("get", `/store/payments/providers?cart_id=${cart.id}`),
    }
  }

  it("are listed with what they need, the one that pays now first, and every code has its sentence", async () => {
    const { payment_providers, errors } = await (await readyCart()).providers()
    const ids = payment_providers.map(({ provider_id }: any) => provider_id)
    expect(ids).toEqual(expect.arrayContaining([FAKE_PROVIDER, "pp_posabit_posabit"]))
    expect(ids.indexOf(FAKE_PROVIDER)).toBeLessThan(ids.indexOf("pp_posabit_posabit"))
    expect(errors).toContainEqual(expect.objectContaining({ code: "payments.declined", retry: "other_provider" }))
    await suite.api().get("/store/payments/providers?cart_id=cart_none").set(suite.storeHeaders()).expect(404)
    await suite.api().get("/store/payments/providers").set(suite.storeHeaders()).expect(400)
  })

  it("fall over to another one when the bank says no, and the shopper is not charged there", async () => {
    const { cart, session, complete, failOver } = await readyCart()
    bank.next("authorize", "decline")
    await expect(complete()).rejects.toThrow(/not authorized/)
    const first = session()
    const answer = await failOver({ provider_id: "pp_posabit_posabit" })
    expect(answer).toMatchObject({ outcome: "switched", provider: { provider_id: "pp_posabit_posabit" } })
    expect((await complete()).type).toBe("order")
    expect(bank.booksOf(first).authorized).toBe(0)
    expect((await failOver()).outcome).toBe("complete")
    const { rows } = await suite
      .db()
      .query("SELECT count(*) FROM order_cart WHERE cart_id = $1 AND deleted_at IS NULL", [cart.id])
    expect(Number(rows[0].count)).toBe(1)
  })

  it("never fall over while the first may have taken the money", async () => {
    const { session, complete, failOver } = await readyCart()
    bank.charges.set(session(), { session: session(), authorized: 1000, captured: 0, refunds: new Map() })
    expect(await failOver()).toMatchObject({ outcome: "complete", payment_session_id: session() })
    expect((await complete()).type).toBe("order")
  })

  it("wait while nobody can say", async () => {
    const { cart, session, failOver } = await readyCart()
    const { recordEntries } = built("lib/ledger/record-entries")
    const { ledgerService } = built("lib/ledger/ledger-service")
    await recordEntries(ledgerService(suite.container()), [
      {
        key: `attempt:${session()}:lost`,
        provider: "aeropay",
        source: "asked",
        operation: "authorize",
        kind: "authorization",
        outcome: "unknown",
        amount_cents: 1000,
        currency_code: "usd",
        payment_session_id: session(),
        occurred_at: new Date(),
      },
    ])
    bank.chaos = () => "outage"
    const answer = await failOver()
    expect(answer).toMatchObject({ outcome: "wait", reason: { code: "payments.unknown", retry: "later" } })
    expect(answer.retry_after_seconds).toBeGreaterThan(0)
    expect(cart.id).toBeTruthy()
  })

  it("that do not answer are tried once more, and not a third time", async () => {
    const { complete, failOver } = await readyCart()
    bank.next("authorize", "outage", 2)
    await expect(complete()).rejects.toThrow()
    expect(await failOver({ provider_id: FAKE_PROVIDER })).toMatchObject({ outcome: "switched" })
    await expect(complete()).rejects.toThrow()
    expect(await failOver({ provider_id: FAKE_PROVIDER })).toMatchObject({ outcome: "none", provider: null })
    expect((await failOver()).provider.provider_id).not.toBe(FAKE_PROVIDER)
  })

  it("that refuse their session are passed over, and the shopper gets the next one", async () => {
    const { complete, failOver } = await readyCart()
    bank.next("authorize", "outage")
    await expect(complete()).rejects.toThrow()
    bank.next("initiate", "decline")
    const answer = await failOver({ provider_id: FAKE_PROVIDER, data: { phone: "not for others" } })
    expect(answer).toMatchObject({ outcome: "switched", payment_session_id: expect.any(String) })
    expect(answer.provider.provider_id).not.toBe(FAKE_PROVIDER)
  })

  it("let 95 of 100 payable shoppers pay under a seeded mix of faults and an outage, and nobody twice", async () => {
    const random = seeded(20260308)
    const shoppers = sample(12, 60)
    let n = 0
    bank.chaos = (): FakeFault | undefined => {
      if (n >= shoppers / 3 && n < shoppers / 3 + 3) {
        return "outage"
      }
      const roll = random()
      return roll < 0.05 ? "after" : roll < 0.15 ? "outage" : undefined
    }
    let paid = 0
    for (; n < shoppers; n++) {
      const { complete, failOver } = await readyCart()
      const done = await completeWithFailOver({ complete, failOver }, { pause: async () => undefined }).catch(
        () => null
      )
      paid += done?.type === "order" ? 1 : 0
    }
    expect(paid / shoppers).toBeGreaterThanOrEqual(0.95)

    const from = new Date(Date.now() - 3_600_000).toISOString()
    const to = new Date(Date.now() + 3_600_000).toISOString()
    const path = `/admin/payments/success-rate?from=${from}&to=${to}&bucket=hour`
    const { providers, buckets } = mustSucceed(await suite.api().get(path).set(suite.adminHeaders()))
    const ours = providers.find(({ provider }: any) => provider === "aeropay")
    expect(ours.attempts).toBe(ours.succeeded + ours.declined + ours.failed + ours.open)
    expect(ours.attempts).toBeGreaterThanOrEqual(shoppers)
    expect(buckets.length).toBeGreaterThan(0)
    await suite.api().get("/admin/payments/success-rate").set(suite.adminHeaders()).expect(400)
  }, 300_000)

  it("that mostly fail are offered with that reservation, and what failed is no decline", async () => {
    const { recordEntries } = built("lib/ledger/record-entries")
    const ledger = built("lib/ledger/ledger-service").ledgerService(suite.container())
    const plant = (count: number, outcome: string) =>
      recordEntries(
        ledger,
        Array.from({ length: count }, (_, n) => ({
          key: `attempt:payses_${outcome}${n}`,
          provider: "aeropay",
          source: "asked",
          operation: "authorize",
          kind: "authorization",
          outcome,
          code: outcome === "failed" ? "503" : null,
          amount_cents: 1000,
          currency_code: "usd",
          payment_session_id: `payses_${outcome}${n}`,
          occurred_at: new Date(),
        }))
      )
    const countsOf = async () => {
      const period = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) }
      const rows: any[] = await ledger.attemptCounts(period, "day")
      const own = rows.filter(({ provider }) => provider === "aeropay")
      return { failed: sum(own, "failed"), declined: sum(own, "declined") }
    }
    const { providers } = await readyCart()
    const offer = async () =>
      (await providers()).payment_providers.find(({ provider_id }: any) => provider_id === FAKE_PROVIDER)
    await plant(100, "succeeded")
    expect((await offer()).state).toBe("available")
    const before = await countsOf()
    await plant(300, "failed")
    expect(await countsOf()).toEqual({ failed: before.failed + 300, declined: before.declined })
    expect(await offer()).toMatchObject({ state: "degraded", reason: { code: "payments.unreliable" } })

    const path = "/admin/payments/success-rate/metrics"
    const metrics = await suite.api().get(path).set(suite.adminHeaders()).expect(200)
    expect(metrics.headers["content-type"]).toMatch(/^text\/plain;.*version=0\.0\.4/)
    expect(metrics.text).toContain('rise_via_payment_failures{provider="aeropay",reason="503"} 300')
    await suite.api().get(path).expect(401)
  })
})
