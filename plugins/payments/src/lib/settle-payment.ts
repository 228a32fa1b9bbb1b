import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { clock } from "@rise-via/core"
import type { PosabitOrderDTO, SettlementResult } from "../types"
import { toMajorUnits } from "./money"
import { isWhole, readPaymentStates, type PaymentState } from "./payment-state"

/** What is captured: what the register took, but never more than the shopper agreed to. */
export const captureTarget = ({
  amount_cents,
  pos_total_cents,
}: Pick<PosabitOrderDTO, "amount_cents" | "pos_total_cents">) => Math.min(pos_total_cents ?? amount_cents, amount_cents)

/** The sale of a service that takes the money by itself. `pos_total_cents` is what the service took. */
export type Settled = Pick<
  PosabitOrderDTO,
  "payment_session_id" | "order_id" | "amount_cents" | "pos_total_cents" | "captured_cents"
>

/**
 * Brings Medusa's payment to what the register took. It looks at what is there and adds only what is missing (payment,
 * capture, the end of the capture, the order's transaction), so it may be cut off anywhere and run again; a capture
 * that exists is never repeated. Callers hold the order's row lock.
 */
export async function settlePayment(container: MedusaContainer, row: Settled): Promise<SettlementResult> {
  const target = row.captured_cents ?? captureTarget(row)
  let state = await readState(container, row)

  if (target > 0 && state.captured_cents === 0 && !state.payment?.captured_at) {
    await capture(container, row, target)
    state = await readState(container, row)
  }
  if (state.payment && state.captured_cents > 0 && !state.payment.captured_at) {
    // Cut off inside Medusa's capture, or the register took less: no more money will come, and `captured_at` is what
    // stops a second capture by anybody else.
    await container
      .resolve(Modules.PAYMENT)
      .updatePayment({ id: state.payment.id, captured_at: clock.now() } as { id: string })
    state = await readState(container, row)
  }
  if (state.payment?.captured_at && (state.missing_transactions.length || state.is_collection_stale)) {
    // On a captured payment Medusa's workflow captures nothing; it adds the order's transactions and counts again.
    await capturePaymentWorkflow(container).run({ input: { payment_id: state.payment.id } })
    state = await readState(container, row)
  }

  if (!isWhole(state, state.captured_cents) || (target > 0 && state.captured_cents === 0)) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `The payment of order ${row.order_id} is not captured yet (session ${state.session.status})`
    )
  }
  return { captured_cents: state.captured_cents, is_order_canceled: state.order?.status === "canceled" }
}

/** Authorises what is not authorised yet, and captures. Medusa's own way for what a provider reports. */
async function capture(container: MedusaContainer, row: Settled, target: number) {
  // Left out for the whole amount, so that Medusa takes its own, exact one.
  const amount = target === row.amount_cents ? undefined : toMajorUnits(target)
  await processPaymentWorkflow(container).run({
    input: { action: "captured", data: { session_id: row.payment_session_id, amount: amount as never } },
  })
}

async function readState(container: MedusaContainer, row: Settled): Promise<PaymentState> {
  const state = (await readPaymentStates(container, [row])).get(row.payment_session_id)
  if (!state) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `Payment session with id: ${row.payment_session_id} was not found`
    )
  }
  return state
}
