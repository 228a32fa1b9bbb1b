import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { RISK_FEATURES } from "../../../../../lib/risk/features"

/** Everything that rules and the learned model may look at. */
export const GET = async (_: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  res.json({ risk_features: Object.entries(RISK_FEATURES).map(([name, feature]) => ({ name, ...feature })) })
}
