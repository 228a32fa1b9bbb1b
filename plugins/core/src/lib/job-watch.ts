import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { type WorkflowDefinition, WorkflowManager, WorkflowScheduler } from "@medusajs/framework/orchestration"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import { catchUp } from "./catch-up"
import { drainInbox } from "./inbox"
import { CORE_EXCHANGE_MODULE } from "./module-names"
import { dispatchOutbox } from "./outbox"

const LEASE = "core.minute-job"
/** The job of every minute is late by half of one. */
const OVERDUE_SECONDS = 90

const exchangeOf = (container: MedusaContainer) => container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)

/** What the job of every minute does: it says that it ran, and catches up. */
export async function runMinuteJob(container: MedusaContainer) {
  await exchangeOf(container).holdLease(LEASE, OVERDUE_SECONDS)
  await catchUp(container)
}

let isWatching = false

/**
 * What a worker on Redis does with each heartbeat, because Redis may lose its data: it sends and handles what is due,
 * whose event may be gone, and when the job of every minute has not run, it writes all schedules anew. Medusa keeps
 * schedules in Redis alone and writes them when a process starts (workflow-engine-redis 2.21.2), so without this no job
 * would run again until then.
 */
export async function watchWork(container: MedusaContainer) {
  if (isWatching) {
    return
  }
  isWatching = true
  try {
    if (await exchangeOf(container).takeLease(LEASE, OVERDUE_SECONDS)) {
      await startAnew(container)
    } else {
      await dispatchOutbox(container)
      await drainInbox(container)
    }
  } finally {
    isWatching = false
  }
}

async function startAnew(container: MedusaContainer) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.warn("core: the job of every minute did not run; all jobs are scheduled anew")
  try {
    await scheduleJobs()
    await catchUp(container)
  } catch (error) {
    // The next heartbeat, here or elsewhere, tries again.
    await exchangeOf(container).giveLease(LEASE)
    throw error
  }
}

/** Writing a schedule that is there replaces it, so this may run at any time. */
async function scheduleJobs() {
  const scheduler = new WorkflowScheduler()
  for (const workflow of WorkflowManager.getWorkflows().values() as Iterable<WorkflowDefinition>) {
    if (workflow.options.schedule) {
      await scheduler.scheduleWorkflow(workflow)
    }
  }
}
