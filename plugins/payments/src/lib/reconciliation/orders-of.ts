import type { MedusaContainer } from "@medusajs/framework/types"
import type { FoundDifference } from "../../types"
import { ledgerService } from "../ledger/ledger-service"

/** Adds the order to which the payment session of a difference belongs, where the ledger knows it. */
export async function withOrders(container: MedusaContainer, found: FoundDifference[]) {
  const sessions = found.map(({ payment_session_id }) => payment_session_id).filter((id) => id !== null)
  const subjects = sessions.length
    ? await ledgerService(container).listPaymentSubjects(
        { payment_session_id: [...new Set(sessions)] },
        { select: ["payment_session_id", "order_id"], take: sessions.length }
      )
    : []
  const orderOf = new Map(subjects.map(({ payment_session_id, order_id }) => [payment_session_id, order_id]))
  return found.map((difference) => ({
    ...difference,
    order_id: orderOf.get(difference.payment_session_id ?? "") ?? null,
  }))
}
