import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { clock } from "@rise-via/core"
import { ledgerService } from "../../../../../lib/ledger/ledger-service"
import { addDays, dayOf, startOfDay } from "../../../../../lib/reconciliation/days"
import { reconciliationService } from "../../../../../lib/reconciliation/reconciliation-service"

const MAX_DAYS = 366

/** Money by day of the shop and payment service, from the ledger. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { timeZone } = reconciliationService(req.scope).options
  const to = (req.validatedQuery.to as string | undefined) ?? dayOf(clock.now(), timeZone)
  const from = (req.validatedQuery.from as string | undefined) ?? addDays(to, -29)
  if (from > to || addDays(from, MAX_DAYS) <= to) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `from: must be within ${MAX_DAYS} days before \`to\``)
  }
  const range = { from: startOfDay(from, timeZone), to: startOfDay(addDays(to, 1), timeZone) }
  const days = await ledgerService(req.scope).moneyByDay(range, timeZone)
  res.json({ from, to, time_zone: timeZone, days })
}
