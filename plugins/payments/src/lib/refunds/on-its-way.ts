import { MedusaError } from "@medusajs/framework/utils"
import type { RefundRequestDTO } from "../../types"

/** For callers whose own answer knows no state of a refund: what is not on its way is an error. */
export function mustBeOnItsWay({ state, error }: Pick<RefundRequestDTO, "state" | "error">): void {
  if (state === "requested") {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This refund needs the approval of a second person. It is on the list of refunds that wait; nothing was given back yet.",
      "payments.refund_needs_approval"
    )
  }
  if (state === "failed" || state === "declined") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Nothing was given back: ${error}`, "payments.refund_failed")
  }
  if (state !== "succeeded" && state !== "pending") {
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      "Nobody knows yet whether the money went back: it is being looked up. Asking again looks it up first.",
      "payments.refund_unknown"
    )
  }
}
