import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orderMoney } from "../../../../../lib/ledger/order-money"
import type { AdminGetLedgerStateParamsType } from "../validators"

/** What the ledger says about an order's money, and where Medusa says otherwise. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetLedgerStateParamsType>,
  res: MedusaResponse
) => {
  res.json(await orderMoney(req.scope, req.validatedQuery.order_id as string))
}
