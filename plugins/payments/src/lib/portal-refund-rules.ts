import type { MedusaContainer } from "@medusajs/framework/types"
import { clock, openCase, runGates } from "@rise-via/core"
import type { PosabitRefundDTO } from "../types"
import { POSABIT_PROVIDER_ID } from "./module-names"
import type { RefundFacts } from "./refunds/approval"
import { refundService } from "./refunds/refund-service"
import { money } from "./register-cases"

const DAY_MS = 24 * 60 * 60_000

/**
 * Asks the rules about a refund that was made in the portal. The money has left, so none of them can stop it any more;
 * what they would have stopped, or wanted a second person for, becomes a case.
 */
export async function reportAgainstRules(container: MedusaContainer, refund: PosabitRefundDTO, payment_id: string) {
  const { id, order_id, amount_cents, currency_code, reason, recorded_by, reference } = refund
  const now = clock.now()
  const since = new Date(now.getTime() - DAY_MS)
  const given_back_cents = await refundService(container).spentSince({ actor: recorded_by, currency_code, since })
  const extra: RefundFacts = {
    payment_id,
    order_id,
    provider_id: POSABIT_PROVIDER_ID,
    amount_cents,
    currency_code,
    actor: { type: "user", id: recorded_by },
    reason,
    given_back_cents,
  }
  const { allowed, reasons } = await runGates("refund", { container, point: "refund", now, items: [], extra })
  if (!allowed) {
    await openCase(null, {
      kind: "payments.portal_refund_unapproved",
      key: id,
      summary: `${money(amount_cents, currency_code)} were given back in POSaBIT's portal (${reference}) against the shop's rules for refunds.`,
      subject: { type: "order", id: order_id },
      details: { reasons: reasons.map(({ code, message }) => ({ code, message })), recorded_by },
    })
  }
}
