import { container } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { catchUp } from "../../lib/catch-up"
import type CoreExchangeModuleService from "./service"

const BEAT_EVERY_MS = 5_000

/**
 * Says that this process lives while it does, and repairs what dead ones left as soon as the application is up.
 * The application's container is Medusa's global one: a module's own sees only the module.
 */
export function lifeCycle(service: () => CoreExchangeModuleService) {
  let timer: NodeJS.Timeout | undefined

  return {
    onApplicationStart: async () => {
      await service().beat()
      timer = setInterval(() => void beat(service()), BEAT_EVERY_MS).unref()
      if (container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig.workerMode !== "server") {
        setImmediate(() => void atStart())
      }
    },
    onApplicationPrepareShutdown: async () => {
      clearInterval(timer)
      await service().leave()
    },
  }
}

async function beat(service: CoreExchangeModuleService) {
  try {
    await service.beat()
  } catch (error) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.warn(`core: the heartbeat failed, others may take over this process's work: ${(error as Error).message}`)
  }
}

async function atStart() {
  try {
    await catchUp(container)
  } catch (error) {
    // The job of every minute does the same again.
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`core: catching up at start failed: ${(error as Error).message}`)
  }
}
