import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ledgerService } from "../../../../../lib/ledger/ledger-service"
import type { AdminGetLedgerBooksParamsType } from "../validators"

/** Trial balance of a period, by service and account. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetLedgerBooksParamsType>,
  res: MedusaResponse
) => {
  const period = { from: new Date(req.validatedQuery.from as string), to: new Date(req.validatedQuery.to as string) }
  res.json({ ...period, books: await ledgerService(req.scope).books(period) })
}
