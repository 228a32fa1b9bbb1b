import fc from "fast-check"
import type { LedgerEntryInput, LedgerKind, LedgerOutcome, MoneyState } from "../../../types"

// Legal histories of one order, made by a model that knows nothing of accounts: it keeps holds, captures and refunds as
// a shop would on paper, and writes down the entries that the services would have given.

type Capture = {
  reference: string
  cents: number
  voided: boolean
  refunded: number
  pending: number
  returned: number
}
type Paper = {
  holds: { reference: string; cents: number; left: number; ended: boolean }[]
  captures: Capture[]
  settled: number
  unknown: number
}

/** One thing that happens; `pick` chooses among what it may happen to, `share` says to how much of it. */
export type Happening = { what: (typeof HAPPENINGS)[number]; pick: number; share: number; cents: number }

const HAPPENINGS = [
  "hold",
  "sale",
  "capture",
  "release",
  "expire",
  "void",
  "refund",
  "queue-refund",
  "fail-refund",
  "return",
  "recover",
  "settle",
  "collect",
  "decline",
  "silence",
  "say-nothing-new",
] as const

export const happenings = fc.array(
  fc.record({
    what: fc.constantFrom(...HAPPENINGS),
    pick: fc.nat(1_000),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    cents: fc.integer({ min: 1, max: 500_000 }),
  }),
  { maxLength: 30 }
)

/** The entries of a history, and what the paper says in the end. */
export function play(list: Happening[]): { entries: LedgerEntryInput[]; paper: MoneyState } {
  const paper: Paper = { holds: [], captures: [], settled: 0, unknown: 0 }
  const entries: LedgerEntryInput[] = []
  list.forEach((happening, n) => happen(paper, entries, happening, n))
  const sum = (of: (capture: Capture) => number) => paper.captures.reduce((total, capture) => total + of(capture), 0)
  return {
    entries,
    paper: {
      authorized_cents: paper.holds.reduce((total, { left }) => total + left, 0),
      captured_cents: sum(({ cents }) => cents),
      refunded_cents: sum(({ refunded }) => refunded),
      refund_pending_cents: sum(({ pending }) => pending),
      voided_cents: sum(({ cents, voided }) => (voided ? cents : 0)),
      returned_cents: sum(({ returned }) => returned),
      settled_cents: paper.settled,
      unknown_count: paper.unknown,
    },
  }
}

function happen(paper: Paper, entries: LedgerEntryInput[], { what, pick, share, cents }: Happening, n: number) {
  const add = (kind: LedgerKind, amount: number, more: Partial<LedgerEntryInput> = {}, outcome?: LedgerOutcome) =>
    entries.push(entryOf(n, kind, amount, outcome ?? "succeeded", more))
  const oneOf = <T>(all: T[]): T | undefined => all[pick % Math.max(all.length, 1)]
  const part = (whole: number) => Math.max(1, Math.floor(whole * share))

  const live = paper.holds.filter(({ ended, left }) => !ended && left > 0)
  const taken = paper.captures.filter(({ voided }) => !voided)
  const left = ({ cents: all, refunded, pending, returned }: Capture) => all - refunded - pending - returned
  const capture = oneOf(taken.filter((one) => left(one) > 0))

  switch (what) {
    case "hold":
      paper.holds.push({ reference: `hold_${n}`, cents, left: cents, ended: false })
      return add("authorization", cents, { provider_reference: `hold_${n}` })
    case "sale":
      paper.captures.push({ reference: `tx_${n}`, cents, voided: false, refunded: 0, pending: 0, returned: 0 })
      return add("capture", cents, { provider_reference: `tx_${n}`, key: `capture:tx_${n}` })
    case "capture": {
      const hold = oneOf(live)
      if (hold) {
        hold.ended = true
        const amount = part(hold.cents)
        paper.captures.push({
          reference: `tx_${n}`,
          cents: amount,
          voided: false,
          refunded: 0,
          pending: 0,
          returned: 0,
        })
        add("capture", amount, { provider_reference: `tx_${n}`, provider_parent: hold.reference })
      }
      return
    }
    case "release":
    case "expire": {
      const hold = oneOf(live)
      if (hold) {
        const amount = what === "expire" ? hold.left : part(hold.left)
        hold.left -= amount
        const more = { provider_parent: hold.reference }
        add(what === "expire" ? "expiry" : "void", amount, what === "expire" ? more : { ...more, voids: "hold" })
      }
      return
    }
    case "void": {
      const whole = oneOf(taken.filter((one) => left(one) === one.cents))
      if (whole) {
        whole.voided = true
        add("void", whole.cents, { voids: "capture", provider_parent: whole.reference })
      }
      return
    }
    case "refund":
      if (capture) {
        const amount = part(left(capture))
        capture.refunded += amount
        add("refund", amount, { refund_id: `ref_${n}`, provider_parent: capture.reference })
      }
      return
    case "queue-refund":
    case "fail-refund":
      if (capture) {
        const amount = part(left(capture))
        const refund = { refund_id: `ref_${n}`, provider_parent: capture.reference }
        add("refund", amount, refund, "pending")
        if (what === "fail-refund") {
          add("refund", amount, refund, "failed")
        } else if (pick % 2) {
          capture.refunded += amount
          add("refund", amount, { ...refund, key: `refund:done_${n}` })
        } else {
          capture.pending += amount
        }
      }
      return
    case "return":
      if (capture && left(capture) === capture.cents) {
        capture.returned = capture.cents
        add("return", capture.cents, { provider_parent: capture.reference })
      }
      return
    case "recover": {
      const back = oneOf(taken.filter(({ returned }) => returned > 0))
      if (back) {
        add("recovery", back.returned, { provider_parent: back.reference })
        back.returned = 0
      }
      return
    }
    case "settle":
      paper.settled += cents
      return add("settlement", cents)
    case "collect":
      paper.settled -= cents
      return add("debit", cents)
    case "decline":
      return add(pick % 2 ? "capture" : "authorization", cents, {}, pick % 3 ? "declined" : "failed")
    case "silence": {
      // Half of what was not heard is found out: it had not happened.
      const call = { idempotency_key: `key_${n}`, correlation_id: `catt_${n}` }
      add("capture", cents, call, "unknown")
      if (pick % 2) {
        add("capture", cents, { idempotency_key: `key_${n}`, key: `lookup_${n}` }, "failed")
      } else {
        paper.unknown += 1
      }
      return
    }
    case "say-nothing-new":
      return add("notice", cents, {}, pick % 2 ? "succeeded" : "unknown")
  }
}

const entryOf = (
  n: number,
  kind: LedgerKind,
  amount_cents: number,
  outcome: LedgerOutcome,
  more: Partial<LedgerEntryInput>
): LedgerEntryInput => ({
  key: `${kind}:${n}`,
  provider: "aeropay",
  source: "asked",
  operation: kind,
  kind,
  outcome,
  amount_cents,
  currency_code: "usd",
  payment_session_id: "payses_1",
  occurred_at: new Date(Date.UTC(2026, 2, 8) + n * 60_000),
  ...more,
})
