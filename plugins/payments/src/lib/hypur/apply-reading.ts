import type { CaseInput } from "@rise-via/core"
import type { HypurRequestDTO } from "../../types"
import { money } from "../register-cases"
import { requestCase, unpaidCase } from "./cases"
import { isOpen, isOver, isTaken, stepTo, type HypurStatus } from "./status"
import type { HypurReading } from "./wire"

type Changes = Partial<
  Pick<
    HypurRequestDTO,
    "status" | "provider_status" | "hold_reason" | "approved_cents" | "fee_cents" | "settlement" | "returns"
  >
>

export type Applied = { changes: Changes; cases: CaseInput[]; step: ReturnType<typeof stepTo> | "unknown" }

/**
 * What a reading changes in our row, and what people must hear of it. Pure: the same reading applied twice, or an older
 * one applied late, changes nothing.
 */
export function applyReading(
  row: HypurRequestDTO,
  reading: HypurReading,
  { maxFeeCents, at }: { maxFeeCents: number; at: Date }
): Applied {
  const word = reading.provider_status
  if (!reading.status) {
    const summary = `Hypur gave the payment a status that is not known: “${word}”. Look at the portal.`
    const cases = [requestCase(row, "status_unknown", summary, { status: word }, word ?? "")]
    const holds = isOpen(row.status) && row.status !== "hold"
    const changes: Changes = holds ? { status: "hold", hold_reason: "status_unknown", provider_status: word } : {}
    return { changes, cases, step: "unknown" }
  }
  const step = stepTo(row.status, reading.status)
  if (step === "stale") {
    return { changes: {}, cases: [], step }
  }
  if (step === "conflict") {
    const summary = `Hypur had called the payment ${row.status} and now calls it “${word}”. Look at the portal.`
    return { changes: {}, cases: [requestCase(row, "status_conflict", summary, { status: word }, word ?? "")], step }
  }

  const status = reading.status
  const advanced: Changes =
    step === "advanced"
      ? {
          status,
          provider_status: word,
          hold_reason: null,
          ...(status === "returned" && { returns: row.returns + 1 }),
        }
      : {}
  const amounts = amountChanges(row, reading, maxFeeCents)
  const settlement = settlementAfter(row, status)
  return {
    step,
    changes: { ...advanced, ...amounts.changes, ...(settlement !== row.settlement && { settlement }) },
    cases: [...amounts.cases, ...(step === "advanced" ? statusCases(row, status, at) : [])],
  }
}

/** Only money that still is to be captured moves on by itself; what was captured stays, and becomes a case. */
function settlementAfter(row: HypurRequestDTO, status: HypurStatus): HypurRequestDTO["settlement"] {
  if (row.settlement === "captured") {
    return "captured"
  }
  if (isTaken(status)) {
    return row.withdrawn_at ? row.settlement : "due"
  }
  return isOver(status) || status === "returned" ? "closed" : row.settlement
}

function amountChanges(row: HypurRequestDTO, { status, amount_cents, fee_cents }: HypurReading, maxFeeCents: number) {
  const changes: Changes = {}
  const cases: CaseInput[] = []
  if (!status || !isTaken(status)) {
    return { changes, cases }
  }
  const say = (cents: number) => money(cents, row.currency_code)
  if (row.settlement === "captured") {
    if (amount_cents !== null && amount_cents !== row.approved_cents) {
      const summary = `Hypur changed the amount to ${say(amount_cents)} after the payment was captured here.`
      cases.push(requestCase(row, "amount_changed", summary, { amount_cents }, String(amount_cents)))
    }
    return { changes, cases }
  }
  const details = { expected_cents: row.amount_cents, approved_cents: amount_cents, fee_cents }
  if (amount_cents === null) {
    const summary = `Hypur says that the payment was approved but not how much; ${say(row.amount_cents)} are counted.`
    cases.push(requestCase(row, "amount_unknown", summary, details))
  } else if (amount_cents !== row.amount_cents) {
    const summary = `Hypur took ${say(amount_cents)}, the order came to ${say(row.amount_cents)}.`
    cases.push(requestCase(row, "amount_differs", summary, details, String(amount_cents)))
  }
  if (fee_cents !== null && fee_cents > maxFeeCents) {
    const summary = `Hypur took a fee of ${say(fee_cents)} from the shopper, more than it may.`
    cases.push(requestCase(row, "fee_high", summary, details, String(fee_cents)))
  }
  const approved_cents = amount_cents ?? row.amount_cents
  return {
    cases,
    changes: {
      ...(approved_cents !== row.approved_cents && { approved_cents }),
      ...(fee_cents !== null && fee_cents !== row.fee_cents && { fee_cents }),
    },
  }
}

function statusCases(row: HypurRequestDTO, status: HypurStatus, at: Date): CaseInput[] {
  if (row.settlement === "captured" && (status === "returned" || isOver(status))) {
    const summary =
      status === "returned"
        ? "The shopper's bank took a captured payment back. Ask for the money again, or write it off."
        : `Hypur calls a payment ${status} that is captured here. Look at the portal.`
    return [requestCase(row, status === "returned" ? "returned" : "ended_after_capture", summary, {}, at.toISOString())]
  }
  if (row.order_id && !row.withdrawn_at && (isOver(status) || status === "returned")) {
    return [unpaidCase(row, status)]
  }
  return []
}
