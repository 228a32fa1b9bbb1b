import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { clock, type OutboundLookup } from "@rise-via/core"
import type { HypurActDTO, HypurRequestDTO, LedgerOutcome } from "../../types"
import { recordEntries } from "../ledger/record-entries"
import { money } from "../register-cases"
import { requestCase } from "./cases"
import { HypurClient, type HypurOutcome } from "./client"
import { bookedOutcome, refundEntry, saidBy } from "./entries"
import type { Desk } from "./look-at"

/** What was on its way when nobody waited any more has arrived by then; only then "not made" is believed. */
const ARRIVED_MS = 10 * 60_000
const COUNTS = ["sent", "pending", "done", "unknown"]
export const hasArrived = ({ created_at }: HypurActDTO, now: Date) =>
  now.getTime() - new Date(created_at).getTime() > ARRIVED_MS
const isFinal = ({ state }: HypurActDTO) => state === "done" || state === "pending"
const isRefund = ({ kind }: HypurActDTO) => kind === "refund"
const sum = (acts: HypurActDTO[]) => acts.reduce((total, { amount_cents }) => total + amount_cents, 0)

/** What was given back, or may have been. */
export const givenBack = (acts: HypurActDTO[]) => sum(acts.filter((act) => isRefund(act) && COUNTS.includes(act.state)))

/**
 * Gives money back for one refund of Medusa, once. A refund that Hypur made already and Medusa does not know (its answer
 * was lost, or staff made it in the portal) is taken for this one; one whose end nobody knows stops it.
 */
export async function refundAtHypur(desk: Desk, row: HypurRequestDTO, cents: number, refundId: string) {
  const taken = await takeOver(desk, row, cents, refundId)
  return taken ?? (await askForRefund(desk, row, cents, refundId))
}

async function takeOver(desk: Desk, row: HypurRequestDTO, cents: number, refundId: string) {
  const { requests } = desk
  const acts = await requests.actsOf(row.id, "refund")
  const own = acts.find(({ refund_id, state }) => refund_id === refundId && state !== "failed")
  const lost = acts.find(({ refund_id, state }) => !refund_id && state === "unknown")
  let candidate = own ?? acts.find((act) => !act.refund_id && isFinal(act) && act.amount_cents === cents) ?? lost
  if (candidate && !isFinal(candidate)) {
    candidate = await resolveRefund(desk, row, candidate)
    if (candidate.state === "failed") {
      return undefined
    }
    if (!isFinal(candidate) || candidate.amount_cents !== cents) {
      throw notKnown(row, candidate)
    }
  }
  return candidate && (await requests.adopt(candidate.id, refundId))
}

async function askForRefund(desk: Desk, row: HypurRequestDTO, cents: number, refundId: string): Promise<HypurActDTO> {
  const { requests, ledger } = desk
  const { methods } = requests.options
  if (!methods.refund || !row.request_id) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "Hypur gives money back only in its portal: refund it there, then note it on the order. Nothing was refunded here."
    )
  }
  const client = new HypurClient(requests.options)
  const before = methods.getRequest ? await client.getRequest(row.request_id) : undefined
  if (before && !before.ok) {
    throw new MedusaError(MedusaError.Types.CONFLICT, `Nothing was refunded: ${before.message}. Try again.`)
  }
  const act = await requests.beginAct(row.id, ({ captured_cents, currency_code }, acts) => {
    const left = (captured_cents ?? 0) - givenBack(acts)
    if (cents > left) {
      const message = `Only ${money(Math.max(left, 0), currency_code)} of this payment are left to give back`
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
    }
    const before_cents = before?.value.refunded_cents ?? sum(acts.filter((one) => isRefund(one) && isFinal(one)))
    return { kind: "refund", source: "asked", state: "sent", amount_cents: cents, refund_id: refundId, before_cents }
  })
  const outcome = await client.refund(act.id, row.request_id, cents, () => refundedThere(desk, row, act))
  const state = stateAfter(outcome)
  const after = { ...act, external_reference: (outcome.ok && outcome.value.refund_id) || null }
  await recordEntries(ledger, [refundEntry(row, after, bookedState(state, outcome), saidBy(outcome))])
  // Medusa drops its own refund when this throws: nobody's refund it is then, until somebody's.
  const refund_id = state === "unknown" || state === "failed" ? null : refundId
  await requests.updateHypurActs({ id: act.id, state, refund_id, external_reference: after.external_reference })
  if (outcome.ok) {
    return { ...after, state }
  }
  throw outcome.kind === "unknown"
    ? notKnown(row, act)
    : new MedusaError(MedusaError.Types.NOT_ALLOWED, `Hypur did not refund: ${outcome.message}`)
}

/** Asks Hypur whether a refund whose end nobody knows was made, and notes it. Unchanged when Hypur cannot say. */
export async function resolveRefund(
  desk: Desk,
  row: HypurRequestDTO,
  act: HypurActDTO,
  now = clock.now()
): Promise<HypurActDTO> {
  const answer = await refundedThere(desk, row, act, now)
  return answer.found === "unknown" ? act : await endRefund(desk, row, act, answer.found, "read")
}

export async function endRefund(
  { requests, ledger }: Desk,
  row: HypurRequestDTO,
  act: HypurActDTO,
  happened: boolean,
  source: "read" | "staff" | "asked"
): Promise<HypurActDTO> {
  const state = happened ? ("done" as const) : ("failed" as const)
  await recordEntries(ledger, [refundEntry(row, act, happened ? "succeeded" : "failed", { source })])
  await requests.updateHypurActs({ id: act.id, state, ...(!happened && { refund_id: null }) })
  return { ...act, state }
}

/** Medusa's refund was noted before the call that never was: it says what did not happen. */
export async function dropRefund(container: MedusaContainer, id: string | null): Promise<void> {
  if (id) {
    await (
      container.resolve(Modules.PAYMENT) as unknown as { deleteRefunds(ids: string[]): Promise<void> }
    ).deleteRefunds([id])
  }
}

/** For core: whether a refund whose answer was not heard was made, by what had been given back before it. */
export async function refundedThere(
  desk: Desk,
  row: HypurRequestDTO,
  act: HypurActDTO,
  now = clock.now()
): Promise<OutboundLookup> {
  const outcome = await new HypurClient(desk.requests.options).getRequest(row.request_id ?? "")
  if (!outcome.ok) {
    return { found: "unknown", message: outcome.message }
  }
  const { refunded_cents } = outcome.value
  if (refunded_cents === act.before_cents) {
    return hasArrived(act, now)
      ? { found: false }
      : { found: "unknown", message: "Hypur has not made the refund (yet)" }
  }
  return refunded_cents === act.before_cents + act.amount_cents
    ? { found: true, response: { status: 200, headers: {}, body: outcome.answer?.body } }
    : {
        found: "unknown",
        message: `Hypur says that ${refunded_cents ?? "?"} cents were given back, which tells nothing`,
      }
}

function stateAfter(outcome: HypurOutcome): HypurActDTO["state"] {
  if (!outcome.ok) {
    return outcome.kind === "unknown" ? "unknown" : "failed"
  }
  return /pending/i.test(outcome.value.provider_status ?? "") ? "pending" : "done"
}

const bookedState = (state: HypurActDTO["state"], outcome: HypurOutcome): LedgerOutcome =>
  state === "pending" ? "pending" : bookedOutcome(outcome)

const notKnown = (row: HypurRequestDTO, { amount_cents }: HypurActDTO) =>
  new MedusaError(
    MedusaError.Types.CONFLICT,
    `Nobody knows yet whether Hypur gave ${money(amount_cents, row.currency_code)} back. It is looked up; do not refund it in the portal.`
  )

export const unknownRefundCase = (row: HypurRequestDTO, act: HypurActDTO) =>
  requestCase(
    row,
    "refund_unknown",
    `Nobody can tell whether Hypur gave ${money(act.amount_cents, row.currency_code)} back. Look at the portal and note it on the order.`,
    { hypur_act: act.id },
    act.id
  )
