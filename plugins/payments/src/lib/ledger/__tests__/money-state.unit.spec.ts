import fc from "fast-check"
import type { LedgerEntryInput } from "../../../types"
import { moneyState, netCents } from "../money-state"
import { LEDGER_ACCOUNTS, postingsOf } from "../postings"
import { LEDGER_KINDS, LEDGER_OUTCOMES, LEDGER_VOIDS } from "../words"
import { happenings, play } from "./histories"

const anything = fc
  .record({
    kind: fc.constantFrom(...LEDGER_KINDS),
    outcome: fc.constantFrom(...LEDGER_OUTCOMES),
    amount_cents: fc.integer({ min: 0, max: 2_147_483_647 }),
    voids: fc.constantFrom(...LEDGER_VOIDS),
  })
  .map(({ voids, ...entry }) => ({ ...entry, voids: entry.kind === "void" ? voids : null }))

/** Puts entries into another order, some of them twice, as callbacks, answers and look-ups come. */
const arrival = (entries: LedgerEntryInput[]) =>
  fc
    .tuple(
      fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
      fc.subarray(entries).map((some) => some.map((entry) => ({ ...entry, source: "told" as const })))
    )
    .map(([all, again]) => [...again, ...all])

describe("postings", () => {
  it("balance for every entry, and move its amount or nothing", () => {
    fc.assert(
      fc.property(anything, (entry) => {
        const postings = postingsOf(entry)
        const moved = postings.filter(({ cents }) => cents > 0).reduce((sum, { cents }) => sum + cents, 0)
        const isMoney = entry.outcome === "succeeded" && entry.kind !== "notice"
        expect(postings.reduce((sum, { cents }) => sum + cents, 0)).toBe(0)
        expect(moved).toBe(isMoney ? entry.amount_cents : 0)
        expect(postings.every(({ account, cents }) => LEDGER_ACCOUNTS.includes(account) && cents !== 0)).toBe(true)
      })
    )
  })

  it.each([
    ["authorization", null, "holds", "holds_given"],
    ["void", "hold", "holds_given", "holds"],
    ["expiry", null, "holds_given", "holds"],
    ["capture", null, "provider_receivable", "customer_payments"],
    ["void", "capture", "voids", "provider_receivable"],
    ["refund", null, "refunds", "provider_receivable"],
    ["payout", null, "payouts", "provider_receivable"],
    ["return", null, "returns", "provider_receivable"],
    ["recovery", null, "provider_receivable", "returns"],
    ["settlement", null, "bank", "provider_receivable"],
    ["debit", null, "provider_receivable", "bank"],
    ["fee", null, "fees", "provider_receivable"],
  ] as const)("%s (%s): debit %s, credit %s", (kind, voids, debit, credit) => {
    expect(postingsOf({ kind, voids, outcome: "succeeded", amount_cents: 5 })).toEqual([
      { account: debit, cents: 5 },
      { account: credit, cents: -5 },
    ])
  })
})

describe("the money state", () => {
  it("is what the shop's own paper says, whatever order the entries arrive in and however often", () => {
    fc.assert(
      fc.property(
        happenings.map(play).chain(({ entries, paper }) => arrival(entries).map((told) => ({ told, paper }))),
        ({ told, paper }) => expect(moneyState(told)).toEqual(paper)
      ),
      { numRuns: 500 }
    )
  })

  it("never gives back more than came in, at any moment of a legal history", () => {
    fc.assert(
      fc.property(happenings.map(play), ({ entries }) => {
        for (let length = 0; length <= entries.length; length++) {
          const state = moneyState(entries.slice(0, length))
          expect(netCents(state) - state.returned_cents).toBeGreaterThanOrEqual(0)
          expect(state.authorized_cents).toBeGreaterThanOrEqual(0)
        }
      })
    )
  })

  it("is the same from postings as from entries", () => {
    fc.assert(
      fc.property(happenings.map(play), ({ entries }) => {
        const balance = (account: string) =>
          entries
            .flatMap(postingsOf)
            .filter((posting) => posting.account === account)
            .reduce((sum, { cents }) => sum + cents, 0)
        const sumOf = (kind: string, voids?: string) =>
          entries
            .filter(
              (entry) => entry.kind === kind && entry.outcome === "succeeded" && (!voids || entry.voids === voids)
            )
            .reduce((sum, { amount_cents }) => sum + amount_cents, 0)
        expect(0 - balance("customer_payments")).toBe(sumOf("capture"))
        expect(balance("refunds")).toBe(sumOf("refund"))
        expect(balance("voids")).toBe(sumOf("void", "capture"))
        expect(balance("holds")).toBe(sumOf("authorization") - sumOf("void", "hold") - sumOf("expiry"))
        expect(balance("returns")).toBe(sumOf("return") - sumOf("recovery"))
        expect(balance("bank")).toBe(sumOf("settlement") - sumOf("debit"))
        // What the service still owes us follows from everything else.
        expect(balance("provider_receivable")).toBe(
          sumOf("capture") - sumOf("void", "capture") - sumOf("refund") - balance("returns") - balance("bank")
        )
      })
    )
  })

  const entry = (more: Partial<LedgerEntryInput>): LedgerEntryInput => ({
    key: "capture:1",
    provider: "aeropay",
    source: "asked",
    operation: "transaction",
    kind: "capture",
    outcome: "succeeded",
    amount_cents: 1000,
    currency_code: "usd",
    occurred_at: new Date(0),
    ...more,
  })

  it("keeps two queued refunds of one capture apart, though they name the same object", () => {
    const refund = { kind: "refund" as const, provider_reference: "tx_1" }
    const state = moneyState([
      entry({}),
      entry({ ...refund, key: "refund:a", refund_id: "ref_a", amount_cents: 100, outcome: "pending" }),
      entry({ ...refund, key: "refund:b", refund_id: "ref_b", amount_cents: 200, outcome: "pending" }),
      entry({ ...refund, key: "refund:a", refund_id: "ref_a", amount_cents: 100 }),
    ])
    expect(state).toMatchObject({ refunded_cents: 100, refund_pending_cents: 200 })
  })

  it("does not take what another service said for an answer", () => {
    const open = entry({ outcome: "unknown", idempotency_key: "k" })
    const other = entry({ provider: "hypur", idempotency_key: "k", amount_cents: 0 })
    expect(moneyState([open, other]).unknown_count).toBe(1)
    expect(moneyState([open, entry({ idempotency_key: "k", key: "capture:2" })]).unknown_count).toBe(0)
  })

  it("counts a call that stayed unknown and then was queued once, as queued", () => {
    const refund = entry({ kind: "refund", key: "refund:1", amount_cents: 300 })
    const state = moneyState([
      { ...refund, outcome: "unknown" },
      { ...refund, outcome: "pending" },
    ])
    expect(state).toMatchObject({ unknown_count: 0, refund_pending_cents: 300 })
  })
})
