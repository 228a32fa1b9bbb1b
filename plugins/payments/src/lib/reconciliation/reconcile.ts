import type { MedusaContainer } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { PaymentReconciliationRunDTO, ReconciliationSource, RunProgress } from "../../types"
import { bookBatches } from "./book-batches"
import { closeCases } from "./close-cases"
import { collectLines } from "./collect-lines"
import { compareOrders } from "./compare-orders"
import { compareTransactions } from "./compare-transactions"
import { LostRun } from "./lost-run"
import { reconciliationService } from "./reconciliation-service"
import { reconciliationSourceOf } from "./sources"

/** A run that somebody works on. */
export type Work = {
  container: MedusaContainer
  run: PaymentReconciliationRunDTO
  holder: string
  source: ReconciliationSource
  /** How many transactions the service may still be asked about one by one. */
  lookUps: { left: number }
  /** Notes how far it is; throws when another worker has taken the run up. */
  progress: (progress: RunProgress) => Promise<void>
}

/** A service that knows nothing of what its own batches name shall not be asked about all of it. */
const MAX_LOOK_UPS = 500

const PHASES = [
  ["collecting", collectLines],
  ["comparing", compareTransactions],
  ["orders", compareOrders],
  ["booking", bookBatches],
] as const

/**
 * Works on a run until it has ended: reads the service's report, compares it with the ledger and the ledger with Medusa's
 * payments, and books deposits and fees. Goes on where a worker that died has stopped. Returns whether it did anything.
 */
export async function reconcile(container: MedusaContainer, id: string): Promise<boolean> {
  const service = reconciliationService(container)
  const holder = generateEntityId(undefined, "worker")
  const run = await service.claim(id, holder)
  if (!run) {
    return false
  }
  try {
    const source = reconciliationSourceOf(run.provider)
    if (!source) {
      throw new Error(`No reconciliation source of ${run.provider} is registered`)
    }
    const progress = async (progress: RunProgress) => {
      await service.progress(id, holder, progress)
      Object.assign(run, progress)
    }
    const lookUps = { left: MAX_LOOK_UPS }
    const first = PHASES.findIndex(([phase]) => phase === run.phase)
    for (const [phase, work] of PHASES.slice(first)) {
      if (run.phase !== phase) {
        await progress({ phase, cursor: "" })
      }
      await work({ container, run, holder, source, lookUps, progress })
    }
    await service.end(id, holder, null)
  } catch (error) {
    if (!(error instanceof LostRun)) {
      await service.end(id, holder, (error as Error).message.slice(0, 500))
      throw error
    }
  }
  await closeCases(container)
  return true
}
