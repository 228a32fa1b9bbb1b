import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { AuditActor } from "@rise-via/core"
import type { HypurRequestDTO, RiskReview } from "../../types"
import { ledgerService } from "../ledger/ledger-service"
import { recordEntries } from "../ledger/record-entries"
import { resolveSubjects } from "../ledger/subjects"
import { PAYMENTS_RISK_MODULE } from "../module-names"
import { toMajorUnits } from "../money"
import { oneAtATime } from "../one-at-a-time"
import { readPaymentStates } from "../payment-state"
import { money } from "../register-cases"
import { settlePayment } from "../settle-payment"
import { cancelAtHypur } from "./cancel"
import { requestCase } from "./cases"
import { captureEntry } from "./entries"
import { hypurService } from "./hypur-service"
import type { Desk } from "./look-at"
import { isGivenUp } from "./status"

export const deskOf = (container: MedusaContainer): Desk => ({
  requests: hypurService(container),
  ledger: ledgerService(container),
})

/**
 * Captures in Medusa what the shopper approved: not while her order waits for a review, and not before there is an
 * order. An approval that came before she completed her cart completes it. Running it again does nothing.
 */
export async function settleRequest(
  container: MedusaContainer,
  id: string,
  actor: AuditActor
): Promise<HypurRequestDTO> {
  const requests = hypurService(container)
  const row = (await requests.retrieveHypurRequest(id)) as unknown as HypurRequestDTO
  if ((row.settlement !== "due" && row.settlement !== "captured") || isGivenUp(row)) {
    return row
  }
  const owned = await withOrder(container, row, actor)
  if (!owned.order_id || (owned.settlement === "due" && (await isHeld(container, owned)))) {
    return owned
  }
  // A settlement holds one connection for its row lock while Medusa's workflows need others of the same pool.
  return await oneAtATime(() =>
    requests.settle(id, actor, async (locked) => {
      const sale = saleOf(locked)
      if (requests.options.approvedMeans === "authorized" && !(await isCapturedByStaff(container, sale))) {
        await authorize(container, locked)
        return undefined
      }
      // First the books: the shop has the money whatever happens next, and settling again finds the fact known.
      await recordEntries(ledgerService(container), [
        captureEntry(locked, locked.approved_cents ?? locked.amount_cents),
      ])
      return await settlePayment(container, sale)
    })
  )
}

const saleOf = (row: HypurRequestDTO) => ({
  order_id: row.order_id ?? "",
  payment_session_id: row.payment_session_id,
  amount_cents: row.amount_cents,
  pos_total_cents: row.approved_cents,
  captured_cents: row.captured_cents,
})

async function isCapturedByStaff(container: MedusaContainer, sale: ReturnType<typeof saleOf>) {
  const state = (await readPaymentStates(container, [sale])).get(sale.payment_session_id)
  return !!state && state.captured_cents > 0
}

async function isHeld(container: MedusaContainer, { payment_session_id }: HypurRequestDTO): Promise<boolean> {
  const risk = container.resolve<RiskReview>(PAYMENTS_RISK_MODULE, { allowUnregistered: true })
  return (await risk?.isHeldForReview(payment_session_id)) ?? false
}

/** Notes to which order the money belongs, and has Medusa place it where the shopper has not yet. */
async function withOrder(
  container: MedusaContainer,
  row: HypurRequestDTO,
  actor: AuditActor
): Promise<HypurRequestDTO> {
  if (row.order_id) {
    return row
  }
  const requests = hypurService(container)
  const sessions = await container.resolve(Modules.PAYMENT).listPaymentSessions({ id: row.payment_session_id })
  if (!sessions.length) {
    const why = "Its payment session does not exist any more."
    return await cancelAtHypur(deskOf(container), row, { actor, why })
  }
  const order_id = (await orderOf(container, row)) ?? (await placeOrder(container, row))
  if (!order_id) {
    const paid = money(row.approved_cents ?? row.amount_cents, row.currency_code)
    const summary = `The shopper paid ${paid}, but her order cannot be placed. Place it, or cancel the payment.`
    const cases = [requestCase(row, "paid_without_order", summary)]
    return await requests.mark(row.id, {}, { actor, why: "Paid without an order.", cases })
  }
  return await requests.mark(row.id, { order_id }, { actor, why: "The order was placed." })
}

export async function orderOf(container: MedusaContainer, row: HypurRequestDTO): Promise<string | undefined> {
  const [subject] = await resolveSubjects(container, { id: [row.payment_session_id] })
  return subject?.order_id ?? undefined
}

async function placeOrder(container: MedusaContainer, row: HypurRequestDTO): Promise<string | undefined> {
  await authorize(container, row)
  return await orderOf(container, row)
}

/** Medusa's own way for what a provider reports: authorises, and completes the cart where there is one. */
async function authorize(container: MedusaContainer, row: HypurRequestDTO) {
  const amount = toMajorUnits(row.amount_cents)
  await processPaymentWorkflow(container).run({
    input: { action: "authorized", data: { session_id: row.payment_session_id, amount: amount as never } },
  })
}
