import type PaymentsLedgerModuleService from "../modules/payments_ledger/service"
import type PaymentsPosabitModuleService from "../modules/payments_posabit/service"
import type { PosabitRefundDTO } from "../types"
import { refundEntry } from "./ledger/posabit-entries"
import { recordEntries } from "./ledger/record-entries"

/**
 * Lets a refund of Medusa's stand for one that staff made in the portal, and puts that into the books. Nothing when
 * there is none of this amount. Safe to repeat for the same refund.
 */
export async function useUpRefund(
  register: Pick<PaymentsPosabitModuleService, "claimRefund" | "releaseRefund">,
  books: Pick<PaymentsLedgerModuleService, "record">,
  made: { payment_session_id: string; amount_cents: number; refund_id: string }
): Promise<PosabitRefundDTO | undefined> {
  const refund = await register.claimRefund(made)
  if (!refund) {
    return undefined
  }
  try {
    await recordEntries(books, [refundEntry(refund)])
  } catch (error) {
    // Medusa takes its refund back when this fails, so nothing may be used up.
    await register.releaseRefund(refund.id, made.refund_id)
    throw error
  }
  return refund
}
