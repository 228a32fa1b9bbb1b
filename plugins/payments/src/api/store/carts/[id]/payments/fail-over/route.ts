import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { failOverPaymentWorkflow } from "../../../../../../workflows/payments-fail-over-payment"
import type { StoreFailOverPaymentType } from "./validators"

/** Switches a cart to the next provider, unless its payment may have gone through. */
export const POST = async (req: MedusaRequest<StoreFailOverPaymentType>, res: MedusaResponse) => {
  const { result } = await failOverPaymentWorkflow(req.scope).run({
    input: { cart_id: req.params.id, ...req.validatedBody },
  })
  res.json(result)
}
