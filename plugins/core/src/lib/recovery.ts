import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { Recovery } from "../types"
import { clock } from "./clock"
import { CORE_EXCHANGE_MODULE } from "./module-names"
import { recordRepair } from "./recovery-audit"
import { registerOnce, runtime } from "./runtime"

const LEASE = "core.recovery"
const LEASE_SECONDS = 300

/**
 * Adds a repair for what a crash can leave behind: Medusa neither resumes nor compensates a workflow that was killed.
 * Recoveries run one after another at start and every minute, in one process at a time; each repair is audited.
 */
export function registerRecovery<T>(recovery: Recovery<T>) {
  registerOnce(runtime.recoveries, "Recovery", recovery.name, recovery as Recovery)
}

/** Runs every recovery once. Does nothing when another process is at it. One that fails does not stop the others. */
export async function runRecoveries(container: MedusaContainer) {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  try {
    if (!(await service.takeLease(LEASE, LEASE_SECONDS))) {
      return
    }
    try {
      for (const recovery of [...runtime.recoveries.values()].sort((a, b) => (a.order ?? 100) - (b.order ?? 100))) {
        await runOne(recovery, container)
      }
    } finally {
      await service.giveLease(LEASE)
    }
  } catch (error) {
    logger.error(`core: recovery did not run: ${(error as Error).message}`)
  }
}

async function runOne(recovery: Recovery, container: MedusaContainer) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const items = await attempt(() => recovery.find(container, clock.now()), `${recovery.name} could not look`)
  for (const item of items ?? []) {
    const outcome = await attempt(
      () => recovery.repair(item, container, clock.now()),
      `${recovery.name} could not repair`
    )
    if (outcome) {
      logger.info(`core: ${recovery.name}: ${outcome.why}`)
      await attempt(() => recordRepair(container, recovery.name, outcome), `${recovery.name} could not audit`)
    }
  }

  async function attempt<R>(work: () => Promise<R>, what: string): Promise<R | undefined> {
    try {
      return await work()
    } catch (error) {
      logger.error(`core: ${what}: ${(error as Error).message}`)
      return undefined
    }
  }
}
