import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orderIdOfCart } from "../../../../../lib/checkout"
import { loadCartFacts } from "../../../../../lib/gate-facts"
import { runGates } from "../../../../../lib/run-gates"

/**
 * Every reason why this cart could not be completed now, or would be with a warning; nothing is changed. A cart that
 * became an order has none: `complete` answers with the order.
 *
 * Answers `{ checks: { allowed, reasons: [{ gate, severity: "warn" | "block", code, message, facts? }] } }`.
 */
export const GET = async (req: MedusaRequest, res: MedusaResponse) => {
  const facts = await loadCartFacts(req.scope, "checkout", req.params.id)
  const isSold = !!facts.cart?.completed_at && !!(await orderIdOfCart(req.scope, req.params.id))
  res.json({ checks: isSold ? { allowed: true, reasons: [] } : await runGates("checkout", facts) })
}
