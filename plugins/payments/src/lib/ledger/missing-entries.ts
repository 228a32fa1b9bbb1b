import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { openCase } from "@rise-via/core"
import type { GatewayName, LedgerEntryInput } from "../../types"
import { ledgerService } from "./ledger-service"
import {
  ledgerReaderOf,
  noticeOfAttempt,
  noticeOfMessage,
  type LedgerAttempt,
  type LedgerMessage,
  type LedgerReader,
} from "./readers"
import { recordEntries } from "./record-entries"
import { GATEWAYS } from "./words"

const PAGE = 200
const PAGES = 5
/** Whoever made a call records it right after the answer; younger ones are his. */
const GRACE_MS = 2 * 60_000

/** A row of core that has ended. `attempt` or `message` is there, never both. */
export type MissingEntry = { id: string; provider: GatewayName } & (
  { attempt: LedgerAttempt; message?: never } | { message: LedgerMessage; attempt?: never }
)

type Row = { id: string; isOpen: boolean; missing?: MissingEntry }
type Page = (afterId: string) => Promise<Row[]>

/**
 * Calls and messages of payment services that have ended and have no entry: a kill came between the answer and the
 * books. Goes through core's rows by key and remembers how far everything is recorded; a row that is still open holds
 * that mark, so that it cannot be passed by. At most a thousand rows of each kind a run.
 */
export async function findMissingEntries(container: MedusaContainer, now: Date): Promise<MissingEntry[]> {
  const until = new Date(now.getTime() - GRACE_MS)
  return [
    ...(await walk(container, "attempts", attemptPage(container, until))),
    ...(await walk(container, "messages", messagePage(container, until))),
  ]
}

/** Records what is missing. Returns whether anything was. */
export async function recordMissingEntry(container: MedusaContainer, missing: MissingEntry): Promise<boolean> {
  const { recorded } = await recordEntries(ledgerService(container), await entriesOf(container, missing))
  return recorded.length > 0
}

async function entriesOf(container: MedusaContainer, missing: MissingEntry): Promise<LedgerEntryInput[]> {
  const notice = missing.attempt
    ? noticeOfAttempt(missing.provider, missing.attempt)
    : noticeOfMessage(missing.provider, missing.message)
  try {
    const entries = await read(ledgerReaderOf(missing.provider), missing, container)
    // Everything that was asked or told has an entry of its own name, also when its facts have another's.
    return entries.some(({ correlation_id }) => correlation_id === missing.id) ? entries : [...entries, notice]
  } catch (error) {
    await openCase(null, {
      kind: "payments.ledger_unreadable",
      key: missing.id,
      summary: `What ${missing.provider} answered cannot be read into the books. Compare it with the service's own portal.`,
      subject: { type: missing.attempt ? "core_attempt" : "core_inbox_message", id: missing.id },
      details: { message: (error as Error).message },
    })
    return [notice]
  }
}

async function read(reader: LedgerReader, { attempt, message }: MissingEntry, container: MedusaContainer) {
  return (attempt ? await reader.attempt?.(attempt, container) : await reader.message?.(message, container)) ?? []
}

async function walk(container: MedusaContainer, name: string, page: Page): Promise<MissingEntry[]> {
  const service = ledgerService(container)
  const [cursor] = await service.listPaymentCursors({ name }, { take: 1 })
  const found: MissingEntry[] = []
  let last = cursor?.last_id ?? ""
  let recordedUpTo = last
  let isWhole = true

  for (let n = 0; n < PAGES; n++) {
    const rows = await page(last)
    const known = new Set(await service.correlationsAmong(rows.map(({ id }) => id)))
    for (const { id, isOpen, missing } of rows) {
      const isMissing = !!missing && !known.has(id)
      isWhole &&= !isOpen && !isMissing
      recordedUpTo = isWhole ? id : recordedUpTo
      found.push(...(isMissing ? [missing] : []))
      last = id
    }
    if (rows.length < PAGE) {
      break
    }
  }
  if (recordedUpTo !== (cursor?.last_id ?? "")) {
    await service.moveCursor(name, recordedUpTo)
  }
  return found
}

function attemptPage(container: MedusaContainer, until: Date): Page {
  const fields = ["service", "operation", "idempotency_key", "state", "request", "response", "status", "message"]
  return async (afterId) => {
    const rows = await pageOf(container, "core_attempt", [...fields, "settled_at"], {
      service: [...GATEWAYS],
      id: { $gt: afterId },
      created_at: { $lte: until },
    })
    return rows.map((attempt) => {
      const isOpen = attempt.state === "sent"
      // A read that failed changed nothing anywhere, and core keeps no others.
      const isRead = attempt.request?.method === "GET"
      const missing = isOpen || isRead ? undefined : { id: attempt.id, provider: attempt.service, attempt }
      return { id: attempt.id, isOpen, missing }
    })
  }
}

function messagePage(container: MedusaContainer, until: Date): Page {
  return async (afterId) => {
    const fields = ["source", "state", "params", "headers", "raw_body", "body"]
    const rows = await pageOf(container, "core_inbox_message", fields, {
      source: { $like: "payments.%" },
      id: { $gt: afterId },
      created_at: { $lte: until },
    })
    return rows.map(({ raw_body, ...message }) => {
      const isOpen = message.state === "received" || message.state === "handling"
      const provider = GATEWAYS.find((name) => new RegExp(`^payments\\.${name}(_|$)`).test(message.source))
      const rawBody = Buffer.from(raw_body ?? "", "base64")
      const missing =
        isOpen || !provider
          ? undefined
          : { id: message.id, provider, message: { ...message, rawBody } as LedgerMessage }
      return { id: message.id, isOpen, missing }
    })
  }
}

async function pageOf(container: MedusaContainer, entity: string, fields: string[], filters: object): Promise<any[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity,
    fields: ["id", "created_at", ...fields],
    filters: filters as never,
    pagination: { take: PAGE, order: { id: "ASC" } },
  })
  return data
}
