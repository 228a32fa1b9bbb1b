import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { clock, type AuditActor } from "@rise-via/core"
import type { HypurActDTO, HypurRequestDTO } from "../../types"
import { recordEntries } from "../ledger/record-entries"
import { toMajorUnits } from "../money"
import { isLeftSent } from "./acts"
import { cancelAtHypur, refuseCaptured, withdraw } from "./cancel"
import { authorizationEntry, cancelEntry, refundEntry, voidEntry } from "./entries"
import type { Desk } from "./look-at"
import { dropRefund, endRefund, givenBack } from "./refund"
import { deskOf } from "./settle"
import { isOpen, isOver, isTaken } from "./status"

// What staff do in Hypur's portal where Hypur offers no call for it, or nobody knows how a call ended. Each leaves who,
// how much, the portal's reference and a note: an act, a line in the audit log, and an entry of the source `staff`.

export type ByHand = { id: string; actor: AuditActor; external_reference: string; note: string }

const retrieve = async ({ requests }: Desk, id: string) =>
  (await requests.retrieveHypurRequest(id)) as unknown as HypurRequestDTO

const refuse = (message: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
const saidBy = ({ actor, external_reference, note }: ByHand) => ({
  source: "staff" as const,
  correlation_id: actor.id,
  response: { external_reference, comment: note },
})

/** Staff have read in the portal that the shopper paid. Only where nobody knows better. */
export async function confirmPaid(container: MedusaContainer, input: ByHand & { amount_cents: number }): Promise<void> {
  const desk = deskOf(container)
  const { id, amount_cents, external_reference, note, actor } = input
  let row = await retrieve(desk, id)
  await desk.requests.beginAct(id, (locked) => {
    refuseConfirm(locked, amount_cents)
    row = locked
    return {
      kind: "confirm",
      source: "staff",
      state: "done",
      amount_cents,
      external_reference,
      operator_id: actor.id,
      note,
    }
  })
  const said = { operation: "confirm", ...saidBy(input) }
  await recordEntries(desk.ledger, [authorizationEntry(row, amount_cents, "succeeded", said)])
  const changes = {
    status: "approved" as const,
    settlement: "due" as const,
    approved_cents: amount_cents,
    hold_reason: null,
  }
  await desk.requests.mark(id, changes, { actor, why: note, unless: (locked) => !isUnpaid(locked) })
}

/** A request that ran out is closed by our own guess; she may have approved it late. */
const isUnpaid = ({ status, settlement }: HypurRequestDTO) =>
  settlement === "open" ? isOpen(status) || status === "expired" : settlement === "closed" && status === "expired"

function refuseConfirm(row: HypurRequestDTO, amount_cents: number): void {
  if (!isUnpaid(row)) {
    throw refuse(`The payment is ${row.status}: there is nothing to confirm`)
  }
  if (row.withdrawn_at) {
    throw refuse("The payment was given up: cancel it in Hypur's portal instead")
  }
  if (amount_cents !== row.amount_cents) {
    throw refuse(`The payment comes to ${toMajorUnits(row.amount_cents)}; another amount cannot be confirmed`)
  }
}

/** Staff gave money back in the portal, or saw there that a refund nobody knew of was made (or was not). */
export async function noteRefund(
  container: MedusaContainer,
  input: ByHand & { amount_cents: number; happened: boolean }
): Promise<void> {
  const desk = deskOf(container)
  const row = await retrieve(desk, input.id)
  const now = clock.now()
  const acts = await desk.requests.actsOf(row.id, "refund")
  const lost = acts.find((act) => act.state === "unknown" || isLeftSent(act, now))
  if (lost) {
    if (lost.amount_cents !== input.amount_cents) {
      throw refuse(`First say what became of the refund of ${toMajorUnits(lost.amount_cents)}`)
    }
    await endRefund(desk, row, lost, input.happened, "staff")
    await dropRefund(container, input.happened ? null : lost.refund_id)
    if (!input.happened || lost.refund_id) {
      return
    }
  } else if (!input.happened) {
    throw refuse("There is no refund whose end nobody knows")
  } else {
    await notePortalRefund(desk, row, input)
  }
  await refundInMedusa(container, row, input.amount_cents, input.actor)
}

async function notePortalRefund(desk: Desk, row: HypurRequestDTO, input: ByHand & { amount_cents: number }) {
  const { amount_cents, external_reference, note, actor } = input
  const act: HypurActDTO = await desk.requests.beginAct(row.id, ({ captured_cents }, earlier) => {
    const left = (captured_cents ?? 0) - givenBack(earlier)
    if (amount_cents > left) {
      throw refuse(`Only ${toMajorUnits(Math.max(left, 0))} of this payment are left to give back`)
    }
    return {
      kind: "refund",
      source: "staff",
      state: "done",
      amount_cents,
      external_reference,
      operator_id: actor.id,
      note,
    }
  })
  await recordEntries(desk.ledger, [refundEntry(row, act, "succeeded", saidBy(input))])
}

/** Medusa's refund, for which the provider takes over what was done already. */
export async function refundInMedusa(
  container: MedusaContainer,
  row: HypurRequestDTO,
  cents: number,
  actor: AuditActor
) {
  const [payment] = await container
    .resolve(Modules.PAYMENT)
    .listPayments({ payment_session_id: row.payment_session_id } as never, { take: 1 })
  if (!payment) {
    throw refuse("Medusa has no payment of this request")
  }
  await refundPaymentWorkflow(container).run({
    input: { payment_id: payment.id, amount: toMajorUnits(cents) as never, created_by: actor.id },
  })
}

/**
 * Cancels at Hypur; where it offers no call for that, or did not do it, staff have done it in the portal and say so.
 */
export async function cancelRequest(container: MedusaContainer, input: ByHand): Promise<void> {
  const desk = deskOf(container)
  const { id, actor, note, external_reference } = input
  const known = await retrieve(desk, id)
  refuseCaptured(known)
  refuseOver(known)
  const by = { actor, why: note }
  if (desk.requests.options.methods.cancel && known.request_id && !known.handed_over_at) {
    refuseCaptured(await cancelAtHypur(desk, known, by))
    return
  }
  // From here on nothing captures it, so that what is given back below was never taken.
  let row = await withdraw(desk, id, by)
  const act = await desk.requests.beginAct(id, (locked) => {
    refuseCaptured(locked)
    refuseOver(locked)
    row = locked
    const amount_cents = locked.approved_cents ?? locked.amount_cents
    return {
      kind: "cancel",
      source: "staff",
      state: "done",
      amount_cents,
      external_reference,
      operator_id: actor.id,
      note,
    }
  })
  const said = saidBy(input)
  await recordEntries(desk.ledger, [
    cancelEntry(row, act, "succeeded", said),
    ...(isTaken(row.status) ? [voidEntry(row, "staff", said)] : []),
  ])
  await desk.requests.mark(id, { status: "canceled", settlement: "closed", hold_reason: null }, by)
}

function refuseOver({ status }: HypurRequestDTO): void {
  if (isOver(status)) {
    throw refuse(`The payment is ${status} already`)
  }
}
