import type { Context, MedusaContainer } from "@medusajs/framework/types"
import type { z } from "@medusajs/framework/zod"

/** One message for the outside. `(topic, key)` is unique: enqueueing it twice keeps one row. */
export type OutboxMessage = {
  topic: string
  key: string
  payload: Record<string, unknown>
}

export type OutboxDelivery = OutboxMessage & {
  id: string
  /** 1 for the first try. */
  attempt: number
}

export type OutboxHandlerOptions = {
  /** Messages that ought to exist by now; the sweep adds those that are missing. Keep it bounded (recent rows only). */
  sweep?: (container: MedusaContainer) => Promise<OutboxMessage[]>
  /** Tries before the message is a dead letter. Default 8 (about 45 minutes with the doubling delay). */
  maxAttempts?: number
}

/** Returns when sent; throws to be retried. Throw `PermanentFailure` when a repeat cannot help. */
export type OutboxHandler = (delivery: OutboxDelivery, container: MedusaContainer) => Promise<void>

/** What came in on a webhook route: the bytes as sent. */
export type InboxRequest = {
  method: string
  /** Path and query as requested, e.g. `/hooks/posabit/orders/s3cr3t`. */
  url: string
  /** Values of the `:params` of the source's path. */
  params: Record<string, string>
  headers: Record<string, string>
  rawBody: Buffer
  /** Body as Medusa parsed it (JSON or form). */
  body: unknown
}

export type InboxVerification =
  | { ok: true }
  /** 401 wrong signature, 404 unknown secret path, 400 unreadable. */
  | { ok: false; status: 400 | 401 | 403 | 404; message: string }

export type InboxSource = {
  /** `<plugin>.<what>`, unique. */
  name: string
  /** Below `/hooks`, with `:params`, e.g. `/hooks/posabit/orders/:token`. */
  path: string
  /** For the API document: what the outside tells us here, in one line. */
  summary?: string
  /** For the API document: the body that is expected. It is not validated; `verify` and `handle` read what came. */
  body?: z.ZodType
  verify: (request: InboxRequest, container: MedusaContainer) => Promise<InboxVerification>
  /** Same key = same message: stored and handled once. */
  dedupeKey: (request: InboxRequest) => string
  /** Runs after the 2xx, at least once, one message of a source and `orderingKey` at a time. Throw to be retried. */
  handle: (message: InboxRequest & { id: string; attempt: number }, container: MedusaContainer) => Promise<void>
  /** Messages with the same key are never handled at the same time. Default: the dedupe key. */
  orderingKey?: (request: InboxRequest) => string
  /** Headers and body fields blanked in the admin (secrets are always blanked). */
  redact?: string[]
  /** Path params that are secrets: stored hashed, shown as dots. */
  secretParams?: string[]
}

export type OutboundRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  url: string
  headers?: Record<string, string>
  /** JSON, or a string sent as it is. */
  body?: unknown
}

export type OutboundResponse = {
  status: number
  headers: Record<string, string>
  /** Parsed when the answer says JSON, else the text. */
  body: any
}

export type OutboundResult =
  /** The service did it and said so (2xx). */
  | { outcome: "succeeded"; response: OutboundResponse; attempt_id: string }
  /** The service refused (4xx) or was certainly never reached: nothing happened there. */
  | { outcome: "failed"; response?: OutboundResponse; message: string; attempt_id: string; retryable: boolean }
  /** Time-out, broken socket or 5xx after the request was sent, and a look-up could not tell: do not repeat blindly. */
  | { outcome: "unknown"; message: string; attempt_id: string }

/** What a look-up at the provider says about an attempt whose outcome we never heard. */
export type OutboundLookup =
  { found: true; response: OutboundResponse } | { found: false } | { found: "unknown"; message: string }

export type OutboundCall = {
  /** Configured name of the outside service: breaker and admin filter go by it. */
  service: string
  /** What we ask of it, e.g. `create-order`. */
  operation: string
  /** The Medusa id this is about; also sent in the header of `idempotencyHeader`, when the service has one. */
  idempotencyKey: string
  request: OutboundRequest
  /** `read` may be repeated freely and leaves an attempt row only when it fails. `write` (default) never is. */
  kind?: "read" | "write"
  /** Asks the service whether it already did this. Called after an unknown outcome, and by recovery if registered. */
  lookup?: (attempt: OutboundAttempt) => Promise<OutboundLookup>
  idempotencyHeader?: string
  /** Milliseconds, default 10,000. */
  timeoutMs?: number
  /** Keys of headers or body fields to blank in the stored attempt, beside the usual ones. */
  redact?: string[]
}

export type OutboundAttempt = {
  id: string
  service: string
  operation: string
  idempotency_key: string
  state: "sent" | "succeeded" | "failed" | "unknown"
  request: OutboundRequest
  created_at: Date
}

export type OutboundService = {
  /** Used by recovery for attempts that a crash left `sent`. Without it such an attempt becomes a case. */
  lookup?: (attempt: OutboundAttempt, container: MedusaContainer) => Promise<OutboundLookup>
  /** Told the outcome that a look-up found after a crash, so that the owner can go on. Runs at least once. */
  settled?: (attempt: OutboundAttempt, lookup: OutboundLookup, container: MedusaContainer) => Promise<void>
}

/** Something people must decide. `(kind, key)` is unique: opening it again adds nothing. */
export type CaseInput = {
  /** `<plugin>.<what>`, e.g. `payments.total_differs`. */
  kind: string
  key: string
  /** One sentence for staff. */
  summary: string
  /** What it is about, e.g. `{ type: "order", id: "order_…" }`. */
  subject: { type: string; id: string }
  details?: Record<string, unknown>
}

/** A repair job: `find` lists what is broken, `repair` finishes or undoes one, idempotently. */
export type Recovery<T = any> = {
  /** `<plugin>.<what>`, unique. */
  name: string
  /** Lower first. Core's own run at 0 to 90; plugins from 100. */
  order?: number
  /** Bounded (at most a few hundred). */
  find: (container: MedusaContainer, now: Date) => Promise<T[]>
  /** Returns a sentence for the audit log, or nothing when there was nothing to do after all. */
  repair: (item: T, container: MedusaContainer, now: Date) => Promise<RecoveryOutcome | void>
}

export type RecoveryOutcome = {
  action: string
  subject: { type: string; id: string }
  why: string
}

/** A Medusa context that carries the caller's transaction (inside `@InjectTransactionManager()`), or its manager. */
export type TransactionContext = Pick<Context, "transactionManager">
