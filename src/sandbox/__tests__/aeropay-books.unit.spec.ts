import fc from "fast-check"
import { cents, codeOf, HOUR, key, startAeropay, type AeropayUnderTest } from "./aeropay-support"

const RUNS = process.env.RISE_VIA_FULL === "1" ? 100 : 6
const OPERATIONS_A_RUN = 100

type Step =
  | { act: "pay" | "preauth"; cents: number; repeat: boolean }
  | { act: "lower" | "reverse" | "reversePart"; which: number; share: number; repeat: boolean }
  | { act: "capture" | "cancel" | "return" | "resolve"; which: number }
  | { act: "wait"; hours: number }

const which = fc.nat(1000)
const share = fc.integer({ min: 1, max: 99 })
const repeat = fc.boolean()
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constantFrom("pay", "preauth"),
      cents: fc.integer({ min: 1, max: 500_000 }),
      repeat,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constantFrom("lower", "reverse", "reversePart"), which, share, repeat }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom("capture", "cancel", "return", "resolve"), which }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("wait"), hours: fc.integer({ min: 1, max: 40 }) }) }
)

/** What a shop would write down from the answers alone. */
class ShopsBooks {
  payments: string[] = []
  preauths: { id: string; cents: number; authorized: number; transactionId?: string }[] = []
  refundsOf = new Map<string, string[]>()
  keys = 0
}

const started: AeropayUnderTest[] = []
const start = async (...options: Parameters<typeof startAeropay>) => {
  started.push(await startAeropay(...options))
  return started.at(-1)!
}
afterEach(() => Promise.all(started.splice(0).map((sandbox) => sandbox.close())))

const pick = <T>(entries: T[], index: number): T | undefined => entries[index % entries.length]

async function take(
  sandbox: AeropayUnderTest,
  who: Awaited<ReturnType<AeropayUnderTest["customer"]>>,
  books: ShopsBooks,
  one: Step
) {
  const { pay, preauth, capture, reverse, api, sim, clock, token } = sandbox
  /** The same request twice must be one. */
  const once = async (isRepeated: boolean, send: (idempotencyKey: string) => ReturnType<typeof pay>) => {
    const idempotencyKey = key(++books.keys)
    const answer = await send(idempotencyKey)
    if (isRepeated && answer.status === 200) {
      expect((await send(idempotencyKey)).body).toEqual(answer.body)
    }
    return answer
  }
  switch (one.act) {
    case "pay": {
      const { body } = await once(one.repeat, (idempotencyKey) => pay(who, one.cents, {}, idempotencyKey))
      books.payments.push(body.transaction.id)
      return
    }
    case "preauth": {
      const { body } = await once(one.repeat, (idempotencyKey) => preauth(who, one.cents, {}, idempotencyKey))
      books.preauths.push({ id: body.transaction.id, cents: one.cents, authorized: one.cents })
      return
    }
    case "lower": {
      const held = pick(books.preauths, one.which)
      const amount = held && Math.ceil((held.authorized * one.share) / 100)
      const answer =
        held && (await api("PATCH", `/preauthTransaction/${held.id}`, who.merchant, { amount: cents(amount!) }))
      if (answer?.body.transaction) {
        held!.cents = amount!
      }
      return
    }
    case "capture": {
      const held = pick(books.preauths, one.which)
      const answer = held && (await capture(who, held.id))
      if (answer?.body.transaction) {
        expect(answer.body.transaction.amount).toEqual(cents(held!.cents))
        expect(held!.transactionId).toBeUndefined()
        held!.transactionId = answer.body.transaction.id
        books.payments.push(held!.transactionId!)
      } else if (held?.transactionId) {
        expect(answer!.body.error.message).toContain(`#${held.transactionId}.`)
      }
      return
    }
    case "cancel": {
      const held = pick(books.preauths, one.which)
      if (held) {
        await api("DELETE", `/preauthTransaction/${held.id}`, who.merchant)
      }
      return
    }
    case "reverse":
    case "reversePart": {
      const id = pick(books.payments, one.which)
      if (id) {
        const { transaction } = (await api("GET", `/transaction/${id}`, who.merchant)).body
        const part = { amount: cents(Math.ceil((transaction.amount.amount * one.share) / 100)) }
        const extra = { uuid: key(5_000_000 + books.keys), ...(one.act === "reversePart" && part) }
        const { body } = await once(one.repeat, (idempotencyKey) => reverse(who, id, extra, idempotencyKey))
        if (body.refundTransaction && body.refundTransaction.id !== id) {
          books.refundsOf.set(id, [...(books.refundsOf.get(id) ?? []), extra.uuid])
        }
      }
      return
    }
    case "return":
    case "resolve": {
      const id = pick(books.payments, one.which)
      if (id) {
        await sim(`/transactions/${id}/${one.act}`)
        await sim(`/users/${who.id}/resolve`)
      }
      return
    }
    case "wait": {
      clock.advance(one.hours * HOUR)
      Object.assign(who, { token: await token(who.id), merchant: await token() })
    }
  }
}

/** The shop's books against the provider's, to the cent. */
async function compare(
  sandbox: AeropayUnderTest,
  who: Awaited<ReturnType<AeropayUnderTest["customer"]>>,
  books: ShopsBooks
) {
  const { api, look } = sandbox
  const get = async (path: string) => (await api("GET", path, who.merchant)).body
  let charged = 0
  let refunded = 0
  const ids = new Set<string>()
  for (const id of books.payments) {
    const { transaction } = await get(`/transaction/${id}`)
    charged += transaction.status === "void" ? 0 : transaction.amount.amount
    const { refunds, queuedRefunds } = (await api("GET", `/transaction/${id}/refunds`, who.token)).body
    const paid = refunds.reduce((sum: number, { amount }: any) => sum + amount.amount, 0)
    const queued = queuedRefunds.filter(({ status }: any) => status === "queued")
    const taken = queued.reduce((sum: number, { amount }: any) => sum + amount.amount, paid)
    expect(taken).toBeLessThanOrEqual(transaction.status === "void" ? 0 : transaction.amount.amount)
    expect([...refunds, ...queuedRefunds].map((refund: any) => refund.id).sort()).toEqual(
      [...(books.refundsOf.get(id) ?? [])].sort()
    )
    refunded += paid
    ;[id, ...refunds.map((refund: any) => refund.id)].forEach((known) => ids.add(known))
  }
  const totals = await get("/reports/transactions/totals")
  const inCents = (text: string) => Number(text.replace(/[,.]/g, ""))
  expect([inCents(totals.chargeTotal), inCents(totals.refundsTotal)]).toEqual([charged, refunded])
  // Nothing is in the provider's books that the shop has not heard of: no request was done twice.
  expect((await look("/transactions?limit=1")).count).toBe(ids.size)
  const lines = (await get("/reports/transactions/batches?size=999")).data.flatMap((batch: any) => batch.transactions)
  expect(new Set(lines.map(({ uuid }: any) => uuid)).size).toBe(lines.length)
  expect(lines.every(({ uuid }: any) => ids.has(uuid))).toBe(true)
}

describe("the provider's books", () => {
  it("are what a shop can know from its answers, whatever it does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: OPERATIONS_A_RUN / 2, maxLength: OPERATIONS_A_RUN, size: "max" }),
        fc.constantFrom("queue", "void_partial"),
        fc.constantFrom("queue", "create"),
        async (steps, partial, early) => {
          const sandbox = await startAeropay({
            switches: {
              partial_before_batch: partial,
              refund_before_clearing: early,
              amount_triggers: false,
              preauth_days: 365,
            },
          })
          try {
            const who = await sandbox.customer()
            const books = new ShopsBooks()
            for (const one of steps) {
              await take(sandbox, who, books, one)
            }
            await compare(sandbox, who, books)
            expect(sandbox.log).toEqual([])
          } finally {
            await sandbox.close()
          }
        }
      ),
      { numRuns: RUNS, seed: 4, endOnFailure: true }
    )
  }, 180_000)

  it("keep the latest of each kind, and forget the rest", async () => {
    const sandbox = await start({ kept: 50 })
    const who = await sandbox.customer()
    const ids: string[] = []
    for (let turn = 0; turn < 120; turn++) {
      ids.push(
        (await sandbox.pay(who, 100, { referenceId: turn % 2 ? "odd" : `even-${turn}` }, key(turn))).body.transaction.id
      )
      await sandbox.preauth(who, 100)
    }
    const state = sandbox.service.state() as Record<string, unknown[]>
    expect([state.transactions, state.preauths, state.webhooks].map(({ length }) => length)).toEqual([50, 50, 50])
    expect((await sandbox.api("GET", `/transaction/${ids[69]}`, who.merchant)).body.error.code).toBe("ApError")
    const search = (referenceId: string) =>
      sandbox.api("POST", "/transactionSearch", who.merchant, { filters: { referenceId } })
    expect((await search("odd")).body.paging.totalItems).toBe(25)
    expect((await search("even-0")).body.paging.totalItems).toBe(0)
  })

  it("begin anew after a reset, with the same ids, switches and key", async () => {
    const sandbox = await start({ switches: { mfa: "email" } })
    const round = async () => {
      const who = await sandbox.customer()
      const { transaction } = (await sandbox.pay(who, 100, {}, key(1))).body
      const { signingKey } = (await sandbox.api("POST", "/createWebhookSigningKey", who.merchant)).body
      await sandbox.sim("/declines", { operation: "sale", code: "AP307", times: 9 })
      await sandbox.options({ mfa: "none", webhook_hold: true })
      return [who.id, who.account, transaction.id, signingKey]
    }
    const first = await round()
    sandbox.service.reset()
    expect((await sandbox.look("/options")).options).toMatchObject({ mfa: "email", webhook_hold: false })
    expect(sandbox.service.state()).toMatchObject({
      users: [],
      transactions: [],
      webhooks: [],
      declines: [],
      waiting_until: [],
    })
    expect(await round()).toEqual(first)
    const seeded = await start({ seed: "another" })
    expect((await seeded.customer()).id).not.toBe(first[0])
  })
})

describe("the panel", () => {
  it("shows everything page by page, with buttons that work", async () => {
    const sandbox = await start()
    const who = await sandbox.customer()
    await sandbox.preauth(who, 500, { referenceId: "held" })
    const { id } = (await sandbox.pay(who, 1000, { referenceId: "payses_1" })).body.transaction
    await sandbox.reverse(who, id, { amount: cents(300) })
    const { tables, acts } = sandbox.service.panel
    const rows = (name: string, q?: string) =>
      tables.find((table) => table.name === name)!.page({ limit: 10, offset: 0, q })
    expect(tables.map(({ name }) => [name, rows(name).count])).toEqual([
      ["transactions", 1],
      ["preauths", 1],
      ["reversals", 1],
      ["users", 1],
      ["bank-accounts", 1],
      ["webhooks", 2],
    ])
    for (const { name, columns } of tables) {
      expect(rows(name).rows[0].cells).toHaveLength(columns.length)
      expect(rows(name, "nobody has this").count).toBe(0)
    }
    expect(rows("transactions", "payses").rows[0].cells).toEqual([
      expect.any(String),
      "payment",
      "payses_1",
      "$10.00",
      "$3.00",
      "pending",
    ])
    const press = async (name: string, label: string, rowId = rows(name).rows[0].id) => {
      const row = () => rows(name, rowId).rows.find((one) => one.id === rowId) ?? rows(name).rows[0]
      const act = row().acts!.find((one) => one.label === label)!
      const { status } = await sandbox.sim(act.path.replace("/aeropay/__sim", ""), act.body)
      expect([label, status]).toEqual([label, 200])
      return row().cells.at(-1)
    }
    expect(await press("transactions", "Settle", id)).toBe("processed")
    expect(await press("transactions", "Return R01", id)).toBe("declined R01")
    expect(await press("transactions", "Resolve", id)).toBe("resolved R01")
    await press("preauths", "Decline")
    expect(await press("users", "Suspend")).toBe("suspended")
    expect(await press("users", "Resolve")).toBe("connected")
    await press("bank-accounts", "Cut off")
    await press("bank-accounts", "Remove")
    await press("webhooks", "Twice")
    for (const { path, body } of acts!) {
      expect((await sandbox.sim(path.replace("/aeropay/__sim", ""), body)).status).toBeLessThan(300)
    }
    expect(codeOf(await sandbox.pay(who, 100))).toBe("AP400")
  })
})
