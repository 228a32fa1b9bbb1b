import { MedusaError } from "@medusajs/framework/utils"
import type { OpenRefundDTO, RefundRequestDTO } from "../../types"
import { money } from "../register-cases"

/** What audit rows and cases are about. */
export const subjectOf = ({ order_id, payment_id }: Pick<RefundRequestDTO, "order_id" | "payment_id">) =>
  order_id ? { type: "order", id: order_id } : { type: "payment", id: payment_id }

/** A key that comes back with other money in it is a mistake of the caller's, not a repeat. */
export function sameOrThrow(known: RefundRequestDTO, { payment, amount_cents }: OpenRefundDTO): RefundRequestDTO {
  if (known.payment_id !== payment.payment_id || known.amount_cents !== amount_cents) {
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      `The idempotency key belongs to another refund: ${money(known.amount_cents, known.currency_code)} of payment ${known.payment_id}`
    )
  }
  return known
}
