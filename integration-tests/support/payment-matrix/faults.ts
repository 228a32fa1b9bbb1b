/** Rules for the sandbox, without the service they are for. */
export type FaultRule = Record<string, unknown>
export type FaultKind = { name: string; rules: FaultRule[] }

const FOR_GOOD = 1_000

/** Longer than a store under a matrix waits (`MATRIX_ENV`). */
const TOO_LATE_MS = 1_600

/**
 * A store that does not wait long, so that a time-out is a matter of a second; and that lets one shopper buy as often as
 * a matrix does.
 */
export const MATRIX_ENV = { PAYMENTS_TIMEOUT_MS: "800", PAYMENTS_RISK_MODE: "observe" }

/**
 * What goes wrong with one call, and with the look-ups after it where the name says `for good`. Matched by the call's
 * method, so that reads before it pass; rules for everything come second.
 */
export const faultKinds = (call: { method?: string; path: string }): FaultKind[] => [
  { name: "as it should", rules: [] },
  { name: "a connection that breaks before anything happens", rules: [{ match: call, drop: "before" }] },
  { name: "a connection that breaks for good", rules: [{ drop: "before", times: FOR_GOOD }] },
  { name: "an answer that is lost", rules: [{ match: call, drop: "after" }] },
  {
    name: "an answer that is lost, and look-ups for good",
    rules: [
      { match: call, drop: "after" },
      { drop: "before", times: FOR_GOOD },
    ],
  },
  {
    name: "an answer that comes too late",
    rules: [{ match: call, delay_ms: TOO_LATE_MS, delay_at: "after" }],
  },
  {
    name: "work that is done only after nobody waits any more",
    rules: [{ match: call, delay_ms: TOO_LATE_MS, delay_at: "before" }],
  },
  { name: "a 500", rules: [{ match: call, status: 500, body: { error: "Internal Server Error" } }] },
  { name: "a 503 for good", rules: [{ status: 503, body: "<html>Service Unavailable</html>", times: FOR_GOOD }] },
  { name: "an answer that is no JSON", rules: [{ match: call, status: 200, body: '{"half": ' }] },
  { name: "an answer without content", rules: [{ match: call, status: 200, body: {} }] },
]
