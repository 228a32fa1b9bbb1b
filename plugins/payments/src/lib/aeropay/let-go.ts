import { MedusaError } from "@medusajs/framework/utils"
import type { AeropayPaymentDTO } from "../../types"
import { resolveSent } from "./authorize"
import { finishCancel } from "./cancel"
import type { Desk } from "./desk"
import { isUndone } from "./refund"

type Row = AeropayPaymentDTO

/**
 * A payment that is being let go is no payment for an order: an order would get money that goes back right after. What
 * was begun is finished first; while it cannot be, the shopper is asked to try again.
 */
export async function letGoFirst(desk: Desk, sessionId: string): Promise<void> {
  const row = await desk.rows.paymentOf(sessionId)
  if (!row || !isMoneyThere(row)) {
    return
  }
  const after = row.is_cancel_wanted ? await finished(desk, row) : row
  if (isMoneyThere(after) && (after.is_cancel_wanted || (await isUndone(desk, after)))) {
    throw new MedusaError(
      MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
      "Your earlier payment is being let go. Please try again in a few minutes, or choose another way to pay.",
      "payments.let_go"
    )
  }
}

/** Held, taken, or asked for. */
const isMoneyThere = ({ status }: Row) => status === "sent" || status === "authorized" || status === "captured"

async function finished(desk: Desk, row: Row): Promise<Row> {
  try {
    const now = row.status === "sent" ? await resolveSent(desk, row, { isWanted: false }) : row
    return await finishCancel(desk, now)
  } catch {
    return (await desk.rows.paymentOf(row.payment_session_id)) ?? row
  }
}
