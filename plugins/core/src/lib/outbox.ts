import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { OutboxMessageDTO } from "../modules/core_exchange/service"
import { cause } from "./cause"
import { CORE_EXCHANGE_MODULE } from "./module-names"
import { runtime } from "./runtime"

const DEFAULT_MAX_ATTEMPTS = 8
const BATCH = 20

/** Sends what is due, in batches until nothing is left. `only` sends one message, right after its commit. */
export async function dispatchOutbox(container: MedusaContainer, only?: string) {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  for (;;) {
    const messages = await service.claimOutbox(BATCH, only)
    await Promise.all(messages.map((message) => deliver(container, service, message)))
    if (messages.length < BATCH) {
      return
    }
  }
}

async function deliver(container: MedusaContainer, service: CoreExchangeModuleService, message: OutboxMessageDTO) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const handler = runtime.outboxHandlers.get(message.topic)
  try {
    if (!handler) {
      throw new Error(`No plugin sends messages of the topic ${message.topic}`)
    }
    const { id, topic, key, attempts } = message
    const payload = message.payload as Record<string, unknown>
    await cause.run(id, () => handler.handle({ id, topic, key, payload, attempt: attempts }, container))
  } catch (error) {
    const { permanent, message: why } = error as Error & { permanent?: boolean }
    const isDead = !!permanent || message.attempts >= (handler?.options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS)
    await service.outboxFailed(message, why, isDead)
    logger.warn(
      `core: outbox ${message.id} (${message.topic}) try ${message.attempts} failed${isDead ? " for good" : ""}: ${why}`
    )
    return
  }
  await service.outboxSent(message.id)
}

/** Adds messages that ought to exist by now: what a crash between a change of Medusa's and our enqueue swallowed. */
export async function sweepOutbox(container: MedusaContainer) {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  for (const [topic, { options }] of runtime.outboxHandlers) {
    const missing = (await options.sweep?.(container)) ?? []
    for (const message of missing) {
      await service.enqueueMissing({ ...message, topic })
    }
  }
}
