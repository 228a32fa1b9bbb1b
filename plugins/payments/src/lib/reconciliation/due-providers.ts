import type { MedusaContainer } from "@medusajs/framework/types"
import { clock } from "@rise-via/core"
import type { GatewayName } from "../../types"
import { addDays, dayOf, startOfDay } from "./days"
import { reconciliationService } from "./reconciliation-service"
import { listReconciliationSources } from "./sources"

const HOUR_MS = 60 * 60_000
const MAX_FAILURES = 5

/** Services whose yesterday is due: its hour has come, nobody is at it, and it was neither done since nor failed too often. */
export async function dueProviders(container: MedusaContainer): Promise<GatewayName[]> {
  const service = reconciliationService(container)
  const { timeZone, hour } = service.options
  const now = clock.now()
  const today = dayOf(now, timeZone)
  const since = new Date(startOfDay(today, timeZone).getTime() + hour * HOUR_MS)
  if (now < since) {
    return []
  }
  const runs = await service.listPaymentReconciliationRuns(
    { day: addDays(today, -1) },
    { select: ["id", "provider", "state", "started_at"], take: 200, order: { id: "DESC" } }
  )
  return listReconciliationSources(container)
    .map(({ provider }) => provider)
    .filter((provider) => {
      const own = runs.filter((run) => run.provider === provider)
      const isDone = own.some(({ state, started_at }) => state === "completed" && started_at && started_at >= since)
      const isBusy = own.some(({ state }) => state === "queued" || state === "running")
      return !isDone && !isBusy && own.filter(({ state }) => state === "failed").length < MAX_FAILURES
    })
}
