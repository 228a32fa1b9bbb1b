import type { MedusaContainer } from "@medusajs/framework/types"
import { clock, GateBlockedError, runGates, type AuditActor, type GateAnswer } from "@rise-via/core"
import type { RefundablePayment } from "../../types"
import { isLiftable, type RefundFacts } from "./approval"
import { refundService } from "./refund-service"

const DAY_MS = 24 * 60 * 60_000

/**
 * Asks every rule about giving money back. Answers the reasons that a second person can lift; any other reason that
 * blocks is thrown.
 */
export async function askRefundGates(
  container: MedusaContainer,
  payment: RefundablePayment,
  { amount_cents, reason, actor }: { amount_cents: number; reason: string; actor: AuditActor }
): Promise<GateAnswer[]> {
  const now = clock.now()
  const { payment_id, order_id, provider_id, currency_code } = payment
  const since = new Date(now.getTime() - DAY_MS)
  const given_back_cents = await refundService(container).spentSince({ actor: actor.id, currency_code, since })
  const extra: RefundFacts = {
    payment_id,
    order_id,
    provider_id,
    amount_cents,
    currency_code,
    actor,
    reason,
    given_back_cents,
  }
  const { reasons } = await runGates("refund", { container, point: "refund", now, items: [], extra })
  const blocking = reasons.filter(({ severity }) => severity === "block")
  if (blocking.some((answer) => !isLiftable(answer))) {
    throw new GateBlockedError(reasons)
  }
  return blocking
}
