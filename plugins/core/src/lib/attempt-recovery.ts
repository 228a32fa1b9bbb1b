import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { AttemptDTO } from "../modules/core_exchange/service"
import type { OutboundAttempt, OutboundLookup, Recovery } from "../types"
import { openCase } from "./cases"
import { CORE_EXCHANGE_MODULE } from "./module-names"
import { redact } from "./redact"
import { runtime } from "./runtime"

/**
 * Calls that a crash left `sent`: nobody knows whether the provider did them. They are looked up at the provider and
 * never blindly repeated; where the provider cannot tell, people must.
 */
export const attemptRecovery: Recovery<AttemptDTO> = {
  name: "core.sent-attempts",
  order: 10,

  async find(container) {
    const exchange = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
    const live = await exchange.liveProcessIds()
    const attempts = await exchange.listCoreAttempts({ state: "sent", process_id: { $nin: live } }, { take: 100 })
    return attempts as unknown as AttemptDTO[]
  },

  async repair(row, container) {
    const attempt = row as unknown as OutboundAttempt
    const exchange = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
    const service = runtime.outboundServices.get(attempt.service)
    const answer: OutboundLookup = (await service?.lookup?.(attempt, container)) ?? {
      found: "unknown",
      message: `${attempt.service} offers no look-up`,
    }
    // The row is settled last: a crash before that finds it still `sent`, and its owner is told again.
    await service?.settled?.(attempt, answer, container)
    if (answer.found === "unknown") {
      await openUnknownCase(attempt, answer.message)
    }
    await exchange.updateCoreAttempts({ id: attempt.id, ...outcomeOf(answer), settled_at: new Date() })
    return {
      action: "core.attempt_looked_up",
      subject: { type: "core_attempt", id: attempt.id },
      why: `${attempt.service} ${attempt.operation} was cut off; the look-up says ${SAYS[String(answer.found)]}.`,
    }
  },
}

const SAYS: Record<string, string> = { true: "it was done", false: "it was not done", unknown: "nothing" }

function outcomeOf(answer: OutboundLookup) {
  switch (answer.found) {
    case true:
      return {
        state: "succeeded" as const,
        status: answer.response.status,
        response: redact(answer.response) as Record<string, unknown>,
      }
    case false:
      return { state: "failed" as const, message: "cut off by a crash; the look-up found nothing" }
    default:
      return { state: "unknown" as const, message: answer.message }
  }
}

const openUnknownCase = ({ id, service, operation, idempotency_key }: OutboundAttempt, message: string) =>
  openCase(null, {
    kind: "core.outcome_unknown",
    key: id,
    summary: `Nobody can tell whether ${service} did ${operation} for ${idempotency_key}. Ask the provider before repeating it.`,
    subject: { type: "core_attempt", id },
    details: { message },
  })
