import { createHash } from "node:crypto"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { InboxMessageDTO } from "../modules/core_exchange/service"
import type { InboxRequest, InboxSource } from "../types"
import { cause } from "./cause"
import { CORE_EXCHANGE_MODULE } from "./module-names"
import { blankParams, matchPath } from "./path-pattern"
import { redactHeaders } from "./redact"
import { registerOnce, runtime } from "./runtime"

export const INBOX_EVENT = "core.inbox_message_received"
const MAX_ATTEMPTS = 8
const BATCH = 50

/** Opens a webhook route. Its messages are verified, stored once, answered with 200, and then handled. */
export function registerInboxSource(source: InboxSource) {
  registerOnce(runtime.inboxSources, "Inbox source", source.name, source)
}

export const inboxPaths = () => [...runtime.inboxSources.values()].map(({ path }) => path)

/**
 * The middleware of every registered webhook. It answers by itself, before Medusa's own payment route would, and
 * lets paths that no plugin registered pass.
 */
export async function receiveWebhook(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) {
  const match = findSource(req.originalUrl.split("?")[0])
  if (!match || req.method !== "POST") {
    return next()
  }
  const { source, params } = match
  const request = toInboxRequest(req, params)

  const verification = await source.verify(request, req.scope)
  if (!verification.ok) {
    const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
    logger.warn(`core: a message for ${source.name} was refused with ${verification.status}: ${verification.message}`)
    res.status(verification.status).json({ type: "webhook_refused", message: verification.message })
    return
  }

  const service = req.scope.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  const { id, isNew } = await service.receive(toRow(source, request))
  res.status(200).json({ received: true })
  if (isNew) {
    await wake(req.scope, id)
  }
}

/** Handles one message if it is due and free, then whatever waited behind it. */
export async function handleInboxMessage(container: MedusaContainer, id: string) {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  const message = await service.claimInbox(id)
  if (!message) {
    return
  }
  await handle(container, service, message)
  for (const next of await service.dueInboxIds(1, message)) {
    await handleInboxMessage(container, next)
  }
}

/** Handles what is due: retries, and messages whose wake was lost. */
export async function drainInbox(container: MedusaContainer) {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  for (const id of await service.dueInboxIds(BATCH)) {
    await handleInboxMessage(container, id)
  }
}

async function handle(container: MedusaContainer, service: CoreExchangeModuleService, message: InboxMessageDTO) {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  try {
    const source = runtime.inboxSources.get(message.source)
    if (!source) {
      throw new Error(`No plugin handles messages of the source ${message.source}`)
    }
    const { id, attempts, method, url } = message
    const rawBody = Buffer.from(message.raw_body, "base64")
    const params = message.params as Record<string, string>
    const headers = message.headers as Record<string, string>
    await cause.run(id, () =>
      source.handle({ id, attempt: attempts, method, url, params, headers, rawBody, body: message.body }, container)
    )
  } catch (error) {
    const { permanent, message: why } = error as Error & { permanent?: boolean }
    const isDead = !!permanent || message.attempts >= MAX_ATTEMPTS
    await service.inboxFailed(message, why, isDead)
    logger.warn(
      `core: inbox ${message.id} (${message.source}) try ${message.attempts} failed${isDead ? " for good" : ""}: ${why}`
    )
    return
  }
  await service.inboxHandled(message.id)
}

/** A lost wake costs at most a minute: the job drains what is due. The sender has its 200 already. */
async function wake(container: MedusaContainer, id: string) {
  try {
    await container.resolve(Modules.EVENT_BUS).emit({ name: INBOX_EVENT, data: { id } })
  } catch (error) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.warn(
      `core: inbox ${id} waits for the next minute, the event bus did not take it: ${(error as Error).message}`
    )
  }
}

function findSource(path: string) {
  for (const source of runtime.inboxSources.values()) {
    const params = matchPath(source.path, path)
    if (params) {
      return { source, params }
    }
  }
}

function toInboxRequest(req: MedusaRequest, params: Record<string, string>): InboxRequest {
  const headers = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [name, [value].flat().join(", ")])
  )
  const rawBody = req.rawBody ? Buffer.from(req.rawBody) : Buffer.alloc(0)
  return { method: req.method, url: req.originalUrl, params, headers, rawBody, body: req.body }
}

function toRow(source: InboxSource, request: InboxRequest) {
  const secrets = source.secretParams ?? []
  const params = { ...request.params }
  for (const name of secrets) {
    params[name] = sha256(params[name])
  }
  return {
    source: source.name,
    dedupe_key: source.dedupeKey(request),
    ordering_key: source.orderingKey?.(request) ?? source.dedupeKey(request),
    method: request.method,
    url: blankParams(source.path, request.url, secrets),
    params,
    headers: redactHeaders(request.headers),
    raw_body: request.rawBody.toString("base64"),
    body: (request.body ?? null) as Record<string, unknown> | null,
  }
}

/** How a secret path param is stored and handed to `handle`: hex SHA-256. */
export const sha256 = (value: string) => createHash("sha256").update(value).digest("hex")
