import { clock, type AuditActor, type OutboundLookup } from "@rise-via/core"
import type { HypurActDTO, HypurRequestDTO } from "../../types"
import { recordEntries } from "../ledger/record-entries"
import { inPortal, requestCase } from "./cases"
import { HypurClient, type HypurOutcome } from "./client"
import { bookedOutcome, cancelEntry, saidBy, voidEntry } from "./entries"
import type { Desk } from "./look-at"
import { isOver, isTaken } from "./status"

type By = { actor: AuditActor; why: string }

/**
 * Nobody wants the money of this request any more: it is canceled at Hypur, once. What cannot be canceled by a call, or
 * ends unheard, stays withdrawn: it is looked at again, and people hear of money that came all the same. Never throws
 * for what Hypur says.
 */
export async function cancelAtHypur(desk: Desk, row: HypurRequestDTO, by: By): Promise<HypurRequestDTO> {
  const { requests } = desk
  const withdrawn = { withdrawn_at: row.withdrawn_at ?? clock.now() }
  if (row.settlement === "captured" || isOver(row.status)) {
    return await requests.mark(row.id, withdrawn, by)
  }
  if (!row.request_id || !requests.options.methods.cancel) {
    const mayBeOpen = isTaken(row.status) || !requests.options.methods.getRequest
    const summary = `Cancel ${inPortal(row)}: nobody wants its money any more, and it may still be approved.`
    const cases = mayBeOpen ? [requestCase(row, "cancel_by_hand", summary, { why: by.why })] : []
    return await requests.mark(row.id, withdrawn, { ...by, cases })
  }

  await requests.mark(row.id, withdrawn, by)
  const act = await begin(desk, row)
  if (!act) {
    return row
  }
  const client = new HypurClient(requests.options)
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
    return await requests.mark(row.id, { status: "canceled", settlement: "closed", hold_reason: null }, by)
  }
  await requests.updateHypurActs({ id: act.id, state: outcome.kind === "unknown" ? "unknown" : "failed" })
  if (outcome.kind === "unknown" || outcome.kind === "transient" || !isTaken(row.status)) {
    // Looked at again while it may still be paid.
    return (await requests.retrieveHypurRequest(row.id)) as unknown as HypurRequestDTO
  }
  const summary = `Hypur did not cancel ${row.request_id}: give its money back in the portal.`
  const cases = [requestCase(row, "cancel_refused", summary, { message: outcome.message })]
  return await requests.mark(row.id, {}, { ...by, cases })
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

/** A reading has shown what became of cancels that ended unheard. */
export async function endCancels({ requests }: Desk, row: HypurRequestDTO): Promise<void> {
  const acts = (await requests.actsOf(row.id)).filter(({ kind, state }) => kind === "cancel" && state === "unknown")
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
