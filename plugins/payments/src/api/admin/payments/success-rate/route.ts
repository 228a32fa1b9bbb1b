import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ledgerService } from "../../../../lib/ledger/ledger-service"
import { rateOf, sumOf } from "../../../../lib/ledger/success-rate"
import { customerError } from "../../../../lib/providers/customer-errors"
import type { AdminGetSuccessRateParamsType } from "./validators"

/** Success rate of a period, whole and by bucket. */
export const GET = async (
  req: AuthenticatedMedusaRequest<unknown, AdminGetSuccessRateParamsType>,
  res: MedusaResponse
) => {
  const { from, to, bucket } = req.validatedQuery as unknown as AdminGetSuccessRateParamsType
  const period = { from: new Date(from), to: new Date(to) }
  const ledger = ledgerService(req.scope)
  const [rows, reasons] = await Promise.all([ledger.attemptCounts(period, bucket), ledger.attemptReasons(period)])
  const providers = [...new Set(rows.map(({ provider }) => provider))].sort().map((provider) => ({
    provider,
    ...rateOf(sumOf(rows.filter((row) => row.provider === provider))),
    reasons: reasons
      .filter((reason) => reason.provider === provider)
      .map(({ outcome, code, count }) => {
        const kind = outcome === "declined" ? "declined" : "transient"
        return { outcome, code, count, message: customerError(kind, code, provider).message }
      }),
  }))
  res.json({
    ...period,
    bucket,
    providers,
    buckets: rows.map(({ at, provider, ...counts }) => ({ at, provider, ...rateOf(counts) })),
  })
}
