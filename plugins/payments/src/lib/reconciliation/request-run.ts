import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { clock, type AuditActor } from "@rise-via/core"
import type { GatewayName, PaymentReconciliationRunDTO } from "../../types"
import { addDays, dayOf, rangeOf } from "./days"
import { reconciliationService } from "./reconciliation-service"
import { listReconciliationSources } from "./sources"

/** Money that moves right now may be in one of the two lists only. */
const GRACE_MS = 15 * 60_000

/** Asks for a run of a day of the shop, by default yesterday. */
export async function requestRun(
  container: MedusaContainer,
  { provider, day, actor }: { provider: GatewayName; day?: string; actor: AuditActor }
): Promise<PaymentReconciliationRunDTO> {
  const service = reconciliationService(container)
  const { timeZone, overlapDays } = service.options
  const today = dayOf(clock.now(), timeZone)
  const asked = day ?? addDays(today, -1)
  if (!listReconciliationSources(container).some((source) => source.provider === provider)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `${provider} has nothing to reconcile with`)
  }
  if (asked > today) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `day: ${asked} has not come yet`)
  }
  const { from, to } = rangeOf(asked, overlapDays, timeZone)
  const until = new Date(Math.min(to.getTime(), clock.now().getTime() - GRACE_MS))
  return await service.request(
    { provider, day: asked, covers_from: from, covers_to: until, requested_by: actor.id },
    actor
  )
}
