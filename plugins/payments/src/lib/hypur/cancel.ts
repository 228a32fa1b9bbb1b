import { MedusaError } from "@medusajs/framework/utils"
import { clock, type AuditActor, type CaseInput, type OutboundLookup } from "@rise-via/core"
import type { HypurActDTO, HypurRequestDTO } from "../../types"
import { recordEntries } from "../ledger/record-entries"
import { isLeftSent } from "./acts"
import { inPortal, requestCase } from "./cases"
import { HypurClient, type HypurOutcome } from "./client"
import { bookedOutcome, cancelEntry, saidBy, voidEntry } from "./entries"
import type { Desk } from "./look-at"
import { isOver, isTaken } from "./status"

/** `cases` are opened when this is what gives the request up, and not again. */
type By = { actor: AuditActor; why: string; cases?: CaseInput[] }

export const isCaptured = ({ settlement }: Pick<HypurRequestDTO, "settlement">) => settlement === "captured"

/** What is captured is given back by a refund. */
export function refuseCaptured(row: HypurRequestDTO): void {
  if (isCaptured(row)) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "The payment was captured: refund it")
  }
}

/**
 * Notes that nobody wants the money of a request any more. Whoever settles it looks at that under the same lock, so
 * what comes back as not captured never will be.
 */
export const withdraw = async ({ requests }: Desk, id: string, by: By): Promise<HypurRequestDTO> =>
  await requests.mark(
    id,
    { withdrawn_at: clock.now() },
    { ...by, unless: (row) => !!row.withdrawn_at || isCaptured(row) }
  )

/**
 * Nobody wants the money of this request any more: it is canceled at Hypur, once. What cannot be canceled by a call, or
 * ends unheard, stays withdrawn: it is looked at again, and people hear of money that came all the same. Never throws
 * for what Hypur says; a request that was captured meanwhile comes back as it is.
 */
export async function cancelAtHypur(desk: Desk, { id }: Pick<HypurRequestDTO, "id">, by: By): Promise<HypurRequestDTO> {
  const { methods } = desk.requests.options
  const row = await withdraw(desk, id, by)
  if (isCaptured(row) || isOver(row.status)) {
    return row
  }
  if (!row.request_id || !methods.cancel) {
    const mayBeOpen = isTaken(row.status) || !methods.getRequest
    const summary = `Cancel ${inPortal(row)}: nobody wants its money any more, and it may still be approved.`
    return mayBeOpen ? await handOver(desk, row, by, requestCase(row, "cancel_by_hand", summary, { why: by.why })) : row
  }
  const act = await begin(desk, row)
  if (!act) {
    return row
  }
  const client = new HypurClient(desk.requests.options)
  const outcome = await client.cancel(act.id, row.request_id, () => canceledThere(client, row.request_id!))
  await recordEntries(desk.ledger, [
    cancelEntry(row, act, bookedOutcome(outcome), saidBy(outcome)),
    ...(outcome.ok && isTaken(row.status) ? [voidEntry(row, "asked", saidBy(outcome))] : []),
  ])
  return await afterCancel(desk, row, act, outcome, by)
}

async function afterCancel(desk: Desk, row: HypurRequestDTO, act: HypurActDTO, outcome: HypurOutcome, by: By) {
  const { requests } = desk
  if (outcome.ok) {
    await requests.updateHypurActs({ id: act.id, state: "done" })
    const { actor, why } = by
    return await requests.mark(row.id, { status: "canceled", settlement: "closed", hold_reason: null }, { actor, why })
  }
  await requests.updateHypurActs({ id: act.id, state: outcome.kind === "unknown" ? "unknown" : "failed" })
  const isLost = outcome.kind === "unknown" || outcome.kind === "transient"
  if (!requests.options.methods.getRequest && (isLost || !isTaken(row.status))) {
    const summary = `Nobody can tell whether ${row.request_id} is canceled at Hypur: look at it in the portal.`
    return await handOver(desk, row, by, requestCase(row, "cancel_by_hand", summary, { message: outcome.message }))
  }
  if (isLost || !isTaken(row.status)) {
    // Looked at again while it may still be paid.
    return (await requests.retrieveHypurRequest(row.id)) as unknown as HypurRequestDTO
  }
  const summary = `Hypur did not cancel ${row.request_id}: give its money back in the portal.`
  return await handOver(desk, row, by, requestCase(row, "cancel_refused", summary, { message: outcome.message }))
}

/** People are asked once; what they did is read, or noted by them. */
async function handOver({ requests }: Desk, row: HypurRequestDTO, { actor, why }: By, found: CaseInput) {
  const unless = ({ handed_over_at }: HypurRequestDTO) => !!handed_over_at
  return await requests.mark(row.id, { handed_over_at: clock.now() }, { actor, why, cases: [found], unless })
}

/** None while another one has not ended. */
async function begin(desk: Desk, row: HypurRequestDTO): Promise<HypurActDTO | undefined> {
  try {
    return await desk.requests.beginAct(row.id, () => ({
      kind: "cancel",
      source: "asked",
      state: "sent",
      amount_cents: row.approved_cents ?? row.amount_cents,
    }))
  } catch (error) {
    if ((error as { type?: string }).type === "conflict") {
      return undefined
    }
    throw error
  }
}

/** A reading has shown what became of cancels that ended unheard, or whose process is gone. */
export async function endCancels({ requests }: Desk, row: HypurRequestDTO): Promise<void> {
  const now = clock.now()
  const acts = (await requests.actsOf(row.id, "cancel")).filter(
    (act) => act.state === "unknown" || isLeftSent(act, now)
  )
  for (const { id } of acts) {
    await requests.updateHypurActs({ id, state: row.status === "canceled" ? "done" : "failed" })
  }
}

/** For core: whether a cancel whose answer was not heard was done. */
export async function canceledThere(client: HypurClient, requestId: string): Promise<OutboundLookup> {
  const outcome = await client.getRequest(requestId)
  if (!outcome.ok) {
    return { found: "unknown", message: outcome.message }
  }
  return outcome.value.status === "canceled"
    ? { found: true, response: { status: 200, headers: {}, body: outcome.answer?.body } }
    : { found: false }
}
