/** Nothing beside the columns: bodies are blanked one by one, where a row is shown by itself. */
const list = (defaults: string[]) => ({ defaults, allowed: defaults, isList: true, defaultLimit: 20 })

const outbox = ["id", "topic", "key", "state", "attempts", "next_attempt_at", "last_error", "sent_at", "created_at"]
const inbox = [
  "id",
  "source",
  "url",
  "state",
  "attempts",
  "deliveries",
  "next_attempt_at",
  "last_error",
  "handled_at",
  "created_at",
]
const attempts = [
  "id",
  "service",
  "operation",
  "idempotency_key",
  "state",
  "status",
  "message",
  "duration_ms",
  "cause_id",
  "created_at",
  "settled_at",
]
const cases = [
  "id",
  "kind",
  "summary",
  "subject_type",
  "subject_id",
  "state",
  "note",
  "closed_by",
  "closed_at",
  "created_at",
]

/** What each kind of row shows in a list and by itself. Raw bytes are never shown: they hold what the fields blank. */
export const exchangeKinds = {
  outbox: { entity: "core_outbox_message", noun: "Outbox message", list: list(outbox), detail: [...outbox, "payload"] },
  inbox: {
    entity: "core_inbox_message",
    noun: "Inbox message",
    list: list(inbox),
    detail: [...inbox, "dedupe_key", "ordering_key", "method", "headers", "body"],
  },
  attempts: {
    entity: "core_attempt",
    noun: "Attempt",
    list: list(attempts),
    detail: [...attempts, "request", "response"],
  },
  cases: { entity: "core_case", noun: "Case", list: list(cases), detail: [...cases, "details", "key"] },
} as const

export type ExchangeKind = keyof typeof exchangeKinds
