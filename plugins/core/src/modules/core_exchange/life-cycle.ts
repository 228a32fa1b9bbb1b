import { container } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { catchUp } from "../../lib/catch-up"
import { runMinuteJob, watchWork } from "../../lib/job-watch"
import { followSandbox } from "../../lib/sandbox-clock"
import type CoreExchangeModuleService from "./service"

const BEAT_EVERY_MS = 5_000

/**
 * Says that this process lives while it does, and repairs what dead ones left as soon as the application is up.
 * The application's container is Medusa's global one: a module's own sees only the module.
 */
export function lifeCycle(service: () => CoreExchangeModuleService) {
  let timer: NodeJS.Timeout | undefined
  let unfollow: (() => void) | undefined
  const running = new Set<Promise<void>>()

  /** Work that nobody waits for, except the end of the process. Whatever failed is done again by the next beat or job. */
  const inBackground = (what: string, work: () => Promise<void>) => {
    const done: Promise<void> = work()
      .catch((error: Error) =>
        container.resolve(ContainerRegistrationKeys.LOGGER).error(`core: ${what} failed: ${error.message}`)
      )
      .finally(() => running.delete(done))
    running.add(done)
    return done
  }

  const beat = async (watches: boolean) => {
    await inBackground("the heartbeat, without which others take over this process's work", () => service().beat())
    if (watches) {
      await inBackground("watching for work whose event was lost", () => watchWork(container))
    }
  }

  return {
    onApplicationStart: async () => {
      await service().beat()
      const { workerMode, redisUrl } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig
      const isWorker = workerMode !== "server"
      timer = setInterval(() => void beat(isWorker && !!redisUrl), BEAT_EVERY_MS).unref()
      if (isWorker) {
        setImmediate(() => void inBackground("catching up at start", () => runMinuteJob(container)))
      }
      // What a moved clock made due need not wait for the job of the next minute.
      const moved = () => inBackground("catching up with the sandbox's clock", () => catchUp(container))
      unfollow = followSandbox(container.resolve(ContainerRegistrationKeys.LOGGER), isWorker ? moved : undefined)
    },
    onApplicationPrepareShutdown: async () => {
      clearInterval(timer)
      unfollow?.()
      // While Redis and PostgreSQL are still there: work that loses them half-way keeps the process from ending.
      while (running.size) {
        await Promise.all(running)
      }
      await service().leave()
    },
  }
}
