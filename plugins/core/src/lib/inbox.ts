import { createHash } from "node:crypto"
import { bulkhead, isBulkheadRejectedError } from "cockatiel"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { InboxMessageDTO } from "../modules/core_exchange/service"
import type { InboxRequest, InboxSource } from "../types"
import { CoreWorkflowEvents } from "../workflows/events"
import { blankNumbers } from "./blank-numbers"
import { cause } from "./cause"
import { CORE_EXCHANGE_MODULE } from "./module-names"
import { blankParams, matchPath } from "./path-pattern"
import { redactHeaders } from "./redact"
import { registerOnce, runtime } from "./runtime"

const MAX_ATTEMPTS = 8
const BATCH = 50

/**
 * Messages that one process handles at once, and ids that may wait for it. Handling more at once would only take the
 * time in which new ones must be answered; what does not fit in is stored all the same, and drained later.
 */
const workers = bulkhead(4, 10_000)

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

/** Handles one message, when its turn comes, and then whatever waited behind it. Returns whether it was due and free. */
export async function handleInboxMessage(container: MedusaContainer, id: string): Promise<boolean> {
  try {
    return await workers.execute(() => handleInTurn(container, id))
  } catch (error) {
    if (isBulkheadRejectedError(error)) {
      return false
    }
    throw error
  }
}

/** Handles what is due: retries, messages whose wake was lost, and a crowd that came faster than it was handled. */
export async function drainInbox(container: MedusaContainer) {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  for (let wasAnyFree = true; wasAnyFree;) {
    const ids = await service.dueInboxIds(BATCH)
    // None of them free: others work on the same things right now.
    wasAnyFree = (await Promise.all(ids.map((id) => handleInboxMessage(container, id)))).includes(true)
  }
}

async function handleInTurn(container: MedusaContainer, id: string): Promise<boolean> {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  for (let next: string | undefined = id, handled = false; ; handled = true) {
    const message: InboxMessageDTO | undefined = next ? await service.claimInbox(next) : undefined
    if (!message) {
      return handled
    }
    await handle(container, service, message)
    ;[next] = await service.dueInboxIds(1, message)
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
    await container.resolve(Modules.EVENT_BUS).emit({ name: CoreWorkflowEvents.INBOX_MESSAGE_RECEIVED, data: { id } })
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

/** What is stored was verified before, so that numbers which nobody may keep can go. */
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
    url: blankNumbers(blankParams(source.path, request.url, secrets)),
    params,
    headers: redactHeaders(request.headers),
    raw_body: Buffer.from(blankNumbers(request.rawBody.toString("latin1")), "latin1").toString("base64"),
    body: JSON.parse(blankNumbers(JSON.stringify(request.body ?? null))) as Record<string, unknown> | null,
  }
}

/** How a secret path param is stored and handed to `handle`: hex SHA-256. */
export const sha256 = (value: string) => createHash("sha256").update(value).digest("hex")
