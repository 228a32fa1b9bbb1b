import { container } from "@medusajs/framework"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { OutboundAttempt, OutboundCall, OutboundLookup, OutboundResult, OutboundService } from "../types"
import { cause } from "./cause"
import { CORE_EXCHANGE_MODULE } from "./module-names"
import { policyFor } from "./outbound-policy"
import { NeverReachedError, send } from "./outbound-send"
import { redact, redactHeaders } from "./redact"
import { registerOnce, runtime } from "./runtime"
import { processId } from "./process"

type Sent = { status: number; headers: Record<string, string>; body: unknown }

/** Names an outside service and how recovery learns the outcome of a call that a crash cut off. */
export function registerOutboundService(name: string, service: OutboundService) {
  registerOnce(runtime.outboundServices, "Outbound service", name, service)
}

/**
 * Calls an outside service. A write leaves an attempt row, committed as `sent` before the call and settled after; it
 * is never sent twice by itself. When its outcome was not heard, `lookup` asks the service; without an answer the
 * result is `unknown` and the caller must not repeat blindly. Reads are repeated, and leave a row only when they fail.
 *
 * Never call it inside a database transaction: the row must be committed before the call.
 */
export async function outbound(call: OutboundCall): Promise<OutboundResult> {
  return call.kind === "read" ? await read(call) : await write(call)
}

async function read(call: OutboundCall): Promise<OutboundResult> {
  const started = Date.now()
  try {
    const response = await policyFor(call.service).read.execute(() => send(call))
    if (isSuccess(response.status)) {
      return { outcome: "succeeded", response, attempt_id: "" }
    }
    const attempt_id = await store(call, "failed", { response, started, redact: call.redact })
    return {
      outcome: "failed",
      response,
      message: refusal(call, response.status),
      attempt_id,
      retryable: response.status >= 500,
    }
  } catch (error) {
    const message = `${call.service} did not answer ${call.operation}: ${(error as Error).message}`
    const attempt_id = await store(call, "failed", { message, started })
    return { outcome: "failed", message, attempt_id, retryable: true }
  }
}

async function write(call: OutboundCall): Promise<OutboundResult> {
  const started = Date.now()
  const attempt_id = await store(call, "sent", { started })
  try {
    const response = await policyFor(call.service).write.execute(() => send(call))
    if (isSuccess(response.status)) {
      await settle(attempt_id, "succeeded", { response, started, redact: call.redact })
      return { outcome: "succeeded", response, attempt_id }
    }
    if (response.status < 500) {
      await settle(attempt_id, "failed", { response, started, redact: call.redact })
      const retryable = response.status === 429
      return { outcome: "failed", response, message: refusal(call, response.status), attempt_id, retryable }
    }
    return await afterSilence(call, attempt_id, started, refusal(call, response.status))
  } catch (error) {
    const message = `${call.service} did not answer ${call.operation}: ${(error as Error).message}`
    if (error instanceof NeverReachedError || isBreakerOpen(error)) {
      await settle(attempt_id, "failed", { message, started })
      return { outcome: "failed", message, attempt_id, retryable: true }
    }
    return await afterSilence(call, attempt_id, started, message)
  }
}

/** The request was sent and the answer not heard: ask the service what it did. */
async function afterSilence(
  call: OutboundCall,
  attempt_id: string,
  started: number,
  message: string
): Promise<OutboundResult> {
  const lookup = call.lookup ?? registeredLookup(call.service)
  const answer = lookup ? await lookUp(lookup, await retrieve(attempt_id)) : undefined

  if (answer?.found === true) {
    await settle(attempt_id, "succeeded", {
      response: answer.response,
      message: "found by look-up",
      started,
      redact: call.redact,
    })
    return { outcome: "succeeded", response: answer.response, attempt_id }
  }
  if (answer?.found === false) {
    await settle(attempt_id, "failed", { message: `${message}; a look-up found nothing`, started })
    return { outcome: "failed", message, attempt_id, retryable: true }
  }
  const why = answer ? `${message}; ${answer.message}` : message
  await settle(attempt_id, "unknown", { message: why, started })
  return { outcome: "unknown", message: why, attempt_id }
}

async function lookUp(lookup: (attempt: OutboundAttempt) => Promise<OutboundLookup>, attempt: OutboundAttempt) {
  try {
    return await lookup(attempt)
  } catch (error) {
    return { found: "unknown" as const, message: `the look-up failed: ${(error as Error).message}` }
  }
}

function registeredLookup(service: string) {
  const lookup = runtime.outboundServices.get(service)?.lookup
  return lookup && ((attempt: OutboundAttempt) => lookup(attempt, container))
}

const exchange = () => container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)

async function retrieve(id: string) {
  return (await exchange().retrieveCoreAttempt(id)) as unknown as OutboundAttempt
}

async function store(call: OutboundCall, state: "sent" | "failed", result: Outcome) {
  const { service, operation, idempotencyKey, request } = call
  const [attempt] = await exchange().createCoreAttempts([
    {
      service,
      operation,
      idempotency_key: idempotencyKey,
      state,
      request: {
        ...request,
        headers: redactHeaders(request.headers, call.redact),
        body: redact(request.body, call.redact),
      },
      cause_id: cause.getStore() ?? null,
      process_id: processId,
      ...(state === "failed" && settled(result)),
    },
  ])
  return attempt.id
}

type Outcome = { response?: Sent; message?: string; started: number; redact?: string[] }

async function settle(id: string, state: "succeeded" | "failed" | "unknown", result: Outcome) {
  await exchange().updateCoreAttempts({ id, state, ...settled(result) })
}

const settled = ({ response, message, started, redact: more }: Outcome) => ({
  status: response?.status ?? null,
  response: response
    ? { status: response.status, headers: redactHeaders(response.headers, more), body: redact(response.body, more) }
    : null,
  message: message ?? null,
  duration_ms: Date.now() - started,
  settled_at: new Date(),
})

const isSuccess = (status: number) => status >= 200 && status < 300
const isBreakerOpen = (error: unknown) => (error as { isBrokenCircuitError?: boolean })?.isBrokenCircuitError === true
const refusal = (call: OutboundCall, status: number) => `${call.service} answered ${status} to ${call.operation}`
