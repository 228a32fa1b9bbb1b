/** A row as the lists answer it; which fields are there depends on its kind. */
export type ExchangeRow = {
  id: string
  state: string
  created_at: string
  attempts?: number
  [field: string]: unknown
}

export type ExchangeKind = "outbox" | "inbox" | "attempts" | "cases"

type Kind = {
  /** Key of one row in the answer of `GET /admin/exchange/<kind>/:id`. */
  one: string
  states: string[]
  /** What the row is about, and its own key. */
  subject: (row: ExchangeRow) => string
  key: (row: ExchangeRow) => string
  note: (row: ExchangeRow) => string
  canReplay: boolean
}

const text = (value: unknown) => (value === null || value === undefined ? "" : String(value))

export const KINDS: Record<ExchangeKind, Kind> = {
  outbox: {
    one: "outbox_message",
    states: ["pending", "sending", "sent", "dead"],
    subject: (row) => text(row.topic),
    key: (row) => text(row.key),
    note: (row) => text(row.last_error),
    canReplay: true,
  },
  inbox: {
    one: "inbox_message",
    states: ["received", "handling", "handled", "dead"],
    subject: (row) => text(row.source),
    key: (row) => text(row.url),
    note: (row) => text(row.last_error),
    canReplay: true,
  },
  attempts: {
    one: "attempt",
    states: ["sent", "succeeded", "failed", "unknown"],
    subject: (row) => `${text(row.service)} · ${text(row.operation)}`,
    key: (row) => text(row.idempotency_key),
    note: (row) => text(row.message),
    canReplay: false,
  },
  cases: {
    one: "case",
    states: ["open", "closed"],
    subject: (row) => text(row.kind),
    key: (row) => text(row.subject_id),
    note: (row) => text(row.summary),
    canReplay: false,
  },
}

const COLORS: Record<string, "green" | "orange" | "red" | "grey" | "blue"> = {
  sent: "green",
  handled: "green",
  succeeded: "green",
  closed: "grey",
  pending: "blue",
  received: "blue",
  sending: "orange",
  handling: "orange",
  unknown: "orange",
  open: "orange",
  failed: "red",
  dead: "red",
}

/** `sent` is the end for a message and the open state of a call. */
export const colorOf = (kind: ExchangeKind, state: string) =>
  kind === "attempts" && state === "sent" ? "orange" : (COLORS[state] ?? "grey")
