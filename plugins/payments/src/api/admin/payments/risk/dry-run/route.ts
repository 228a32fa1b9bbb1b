import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { clock } from "@rise-via/core"
import { dryRun } from "../../../../../lib/risk/dry-run"
import { riskService } from "../../../../../lib/risk/risk-service"
import type { AdminDryRunRiskRulesType } from "../validators"

const MAX_SALES = 5_000
const DAY_MS = 24 * 60 * 60_000

/** What these rules would have decided on past sales. Has no effect. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminDryRunRiskRulesType>, res: MedusaResponse) => {
  const { days, limit, offset, ...rules } = req.validatedBody
  const service = riskService(req.scope)
  const sales = await service.pastSales(new Date(clock.now().getTime() - days * DAY_MS), MAX_SALES)
  const { changes, ...counts } = dryRun(sales, rules, await service.activeModel())
  res.json({ ...counts, changes: changes.slice(offset, offset + limit), count: changes.length, offset, limit })
}
