import fc from "fast-check"
import { moneyState } from "../../ledger/money-state"
import type { HypurRequestDTO } from "../../../types"
import { applyReading } from "../apply-reading"
import { readingEntries } from "../entries"
import { nextPollAt } from "../poll-schedule"
import { HYPUR_STATUSES, isOver, isTaken, statusOf, stepTo, DEFAULT_STATUS_MAP } from "../status"
import { NOW, reading, requestRow } from "./row"

const apply = (row: HypurRequestDTO, given = reading()) => applyReading(row, given, { maxFeeCents: 1_000, at: NOW })
const kinds = (row: HypurRequestDTO, given = reading()) => apply(row, given).cases.map(({ kind }) => kind)

describe("a reading", () => {
  it("that approves makes the money due, whatever fee the shopper pays to Hypur", () => {
    const { changes, cases } = apply(requestRow(), reading({ fee_cents: 300 }))
    expect(changes).toMatchObject({ status: "approved", settlement: "due", approved_cents: 4050, fee_cents: 300 })
    expect(cases).toEqual([])
  })

  it.each([
    ["less", { amount_cents: 4000 }, "payments.hypur_amount_differs"],
    ["more", { amount_cents: 4051 }, "payments.hypur_amount_differs"],
    ["an amount that is not said", { amount_cents: null }, "payments.hypur_amount_unknown"],
    ["a fee beyond measure", { fee_cents: 1_001 }, "payments.hypur_fee_high"],
  ])("of %s is a case", (_, given, kind) => {
    expect(kinds(requestRow(), reading(given))).toEqual([kind])
  })

  it("with an unknown word holds what is open, and changes nothing of what is paid", () => {
    const unknown = reading({ status: undefined, provider_status: "UnderReview" })
    expect(apply(requestRow(), unknown).changes).toMatchObject({ status: "hold", hold_reason: "status_unknown" })
    expect(apply(requestRow({ status: "approved", settlement: "due" }), unknown).changes).toEqual({})
    expect(kinds(requestRow(), unknown)).toEqual(["payments.hypur_status_unknown"])
  })

  it("never makes money due that nobody wants any more", () => {
    expect(apply(requestRow({ withdrawn_at: NOW })).changes).toMatchObject({ status: "approved" })
    expect(apply(requestRow({ withdrawn_at: NOW })).changes.settlement).toBeUndefined()
  })

  it("that takes an approval back closes it, and tells whom the order waits for", () => {
    const row = requestRow({ status: "approved", settlement: "due", order_id: "order_1", approved_cents: 4050 })
    expect(apply(row, reading({ status: "canceled" })).changes).toMatchObject({ settlement: "closed" })
    expect(kinds(row, reading({ status: "canceled" }))).toEqual(["payments.hypur_order_unpaid"])
    expect(kinds(requestRow({ order_id: "order_1" }), reading({ status: "expired" }))).toHaveLength(1)
  })

  it("never changes what is captured, but says so", () => {
    const row = requestRow({ status: "approved", settlement: "captured", approved_cents: 4050, captured_cents: 4050 })
    const returned = apply(row, reading({ status: "returned" }))
    expect(returned.changes).toEqual({ status: "returned", provider_status: "Approved", hold_reason: null, returns: 1 })
    expect(returned.cases.map(({ kind }) => kind)).toEqual(["payments.hypur_returned"])
    expect(kinds(row, reading({ amount_cents: 1 }))).toEqual(["payments.hypur_amount_changed"])
    expect(kinds(row, reading({ status: "canceled" }))).toEqual(["payments.hypur_ended_after_capture"])
  })

  it("that contradicts an end is a case", () => {
    expect(apply(requestRow({ status: "declined", settlement: "closed" }))).toMatchObject({
      step: "conflict",
      changes: {},
      cases: [{ kind: "payments.hypur_status_conflict" }],
    })
  })

  it("applied twice, or late, changes nothing more; and money is due only where Hypur took it", () => {
    const status = fc.constantFrom(...HYPUR_STATUSES)
    const settlement = fc.constantFrom("open" as const, "due" as const, "closed" as const)
    fc.assert(
      fc.property(status, status, settlement, fc.boolean(), (before, observed, settled, withdrawn) => {
        const row = requestRow({ status: before, settlement: settled, withdrawn_at: withdrawn ? NOW : null })
        const given = reading({ status: observed, provider_status: observed })
        const first = apply(row, given)
        const after = { ...row, ...first.changes } as HypurRequestDTO
        expect(apply(after, given).changes).toEqual({})
        if (first.changes.settlement === "due") {
          expect(isTaken(after.status)).toBe(true)
          expect(withdrawn).toBe(false)
        }
        if (stepTo(before, observed) === "stale") {
          expect(first.changes).toEqual({})
        }
      })
    )
  })
})

describe("the books of a reading", () => {
  it("hold what was approved, once, and let it go again when it is canceled", () => {
    const approved = readingEntries(requestRow(), reading())
    expect(moneyState([...approved, ...approved])).toMatchObject({ authorized_cents: 4050, captured_cents: 0 })
    const row = requestRow({ status: "approved", provider_status: "Approved", approved_cents: 4050, settlement: "due" })
    const canceled = readingEntries(row, reading({ status: "canceled", provider_status: "Canceled" }))
    expect(moneyState([...approved, ...canceled])).toMatchObject({ authorized_cents: 0 })
    expect(readingEntries(row, reading())).toEqual([])
  })

  it("tell returns from second collections", () => {
    const row = requestRow({ status: "approved", settlement: "captured", captured_cents: 4050 })
    const returned = readingEntries(row, reading({ status: "returned", provider_status: "Returned" }))
    const again = { ...row, status: "returned" as const, returns: 1 }
    const recovered = readingEntries(again, reading({ status: "represented", provider_status: "RePresented" }))
    expect(moneyState(returned)).toMatchObject({ returned_cents: 4050 })
    expect(moneyState([...returned, ...recovered])).toMatchObject({ returned_cents: 0 })
    const second = readingEntries(
      { ...again, status: "represented" },
      reading({ status: "returned", provider_status: "Returned" })
    )
    expect(moneyState([...returned, ...recovered, ...second])).toMatchObject({ returned_cents: 4050 })
  })

  it("count a decline as one", () => {
    const entries = readingEntries(requestRow(), reading({ status: "declined", provider_status: "Declined" }))
    expect(entries.map(({ kind, outcome }) => [kind, outcome])).toContainEqual(["authorization", "declined"])
    expect(moneyState(entries)).toMatchObject({ authorized_cents: 0, unknown_count: 0 })
  })
})

describe("statuses", () => {
  it("are found without case, blanks and marks", () => {
    const words = ["Approved", "APPROVED", "Re-Presents", "Re Present", "cancelled", "Awaiting_Customer", "constructor"]
    expect(words.map((word) => statusOf(word, DEFAULT_STATUS_MAP))).toEqual([
      "approved",
      "approved",
      undefined,
      "represented",
      "canceled",
      "awaiting_customer",
      undefined,
    ])
  })

  it("are looked at again only while something may still come", () => {
    const how = { pollSeconds: 20, canRead: true, now: NOW }
    expect(nextPollAt(requestRow(), how)).toEqual(new Date(NOW.getTime() + 20_000))
    expect(nextPollAt(requestRow({ status: "approved" }), how)).toEqual(new Date(NOW.getTime() + 3_600_000))
    for (const status of HYPUR_STATUSES.filter((word) => isOver(word) && word !== "expired")) {
      expect(nextPollAt(requestRow({ status }), how)).toBeNull()
    }
    // Our own guess: she may approve late.
    expect(nextPollAt(requestRow({ status: "expired" }), how)).toEqual(new Date(NOW.getTime() + 3_600_000))
    const unwanted = requestRow({ status: "approved", withdrawn_at: NOW })
    expect(nextPollAt(unwanted, how)).toEqual(new Date(NOW.getTime() + 20_000))
    // People cancel it now: it is only read.
    expect(nextPollAt({ ...unwanted, handed_over_at: NOW }, how)).toEqual(new Date(NOW.getTime() + 3_600_000))
    expect(nextPollAt(requestRow(), { ...how, canRead: false })).toBeNull()
    expect(nextPollAt(requestRow({ request_id: null }), how)).toBeNull()
    expect(nextPollAt(requestRow(), { ...how, now: new Date(NOW.getTime() + 15 * 24 * 3_600_000) })).toBeNull()
  })
})
