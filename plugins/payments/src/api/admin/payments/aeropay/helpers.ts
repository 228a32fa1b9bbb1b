import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { aeropayService } from "../../../../lib/aeropay/desk-of"

/** By the id of Medusa's payment, or of its session. */
export async function retrieveAeropayPayment(container: MedusaContainer, id: string) {
  const [payment] = await container.resolve(Modules.PAYMENT).listPayments({ id: [id] }, { take: 1 })
  const sessionId = payment ? ((payment as any).payment_session_id ?? payment.payment_session?.id) : id
  const row = await aeropayService(container).paymentOf(sessionId)
  if (!row) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Aeropay payment with id: ${id} was not found`)
  }
  return row
}

export async function shownAeropayPayment(container: MedusaContainer, id: string) {
  const row = await retrieveAeropayPayment(container, id)
  return {
    payment_session_id: row.payment_session_id,
    flow: row.flow,
    status: row.status,
    attempt: row.attempt,
    amount_cents: row.amount_cents,
    authorized_cents: row.authorized_cents,
    captured_cents: row.captured_cents,
    currency_code: row.currency_code,
    preauth_id: row.preauth_id,
    transaction_id: row.transaction_id,
    transaction_status: row.transaction_status,
    code: row.code,
    expires_at: row.expires_at ? new Date(row.expires_at).toISOString() : null,
  }
}
