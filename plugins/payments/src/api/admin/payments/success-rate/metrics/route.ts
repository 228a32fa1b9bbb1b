import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { clock } from "@rise-via/core"
import { ledgerService } from "../../../../../lib/ledger/ledger-service"
import { successMetrics } from "../../../../../lib/ledger/success-metrics"

const DAY_MS = 24 * 60 * 60_000

/** The last 24 hours in Prometheus' text format. Read from the ledger, so every server answers the same. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const to = clock.now()
  const period = { from: new Date(to.getTime() - DAY_MS), to }
  const ledger = ledgerService(req.scope)
  const [rows, reasons] = await Promise.all([ledger.attemptCounts(period, "day"), ledger.attemptReasons(period)])
  res.setHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
  res.send(await successMetrics(rows, reasons))
}
