import { MedusaError } from "@medusajs/framework/utils"

const MAX_PAYMENTS = 5

/**
 * Medusa drops sessions for many reasons, also those of an order that stands: another way to pay, an address that changed.
 * What became a payment is not given up by that; whoever means to cancels it or gives it back. For a provider's
 * `deletePayment`, with the payment module's container.
 */
export async function refuseIfPaid({ paymentService }: Record<string, any>, sessionId: string): Promise<void> {
  if (!sessionId || !paymentService) {
    return
  }
  const payments = await paymentService.list(
    { payment_session_id: sessionId },
    { select: ["id", "canceled_at"], take: MAX_PAYMENTS }
  )
  if (payments.some(({ canceled_at }: { canceled_at: Date | null }) => !canceled_at)) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This session is paid or being paid already: its payment cannot be replaced"
    )
  }
}
