/** The payment services this plugin speaks to; the identifier of each Medusa payment provider is the same word. */
export type GatewayName = "posabit" | "aeropay" | "hypur"

/**
 * Why a call did not do what was asked.
 *
 * `declined` the shopper's bank or the service's risk engine said no · `relink` the bank must be linked again · `input`
 * the shopper can put a field right · `blocked` this shopper may not pay here · `state` the object is in another state
 * than the call needs · `auth` and `config` are ours to put right · `transient` nothing happened, it may be repeated ·
 * `unknown` it may have happened: look it up, never repeat it blindly · `unsupported` the service cannot do this by API
 */
export type GatewayFailure =
  "declined" | "relink" | "input" | "blocked" | "state" | "auth" | "config" | "transient" | "unknown" | "unsupported"

/** What a call to a payment service came to. `attempt_id` is core's attempt row of a write. */
export type GatewayOutcome<T> =
  | { ok: true; value: T; attempt_id: string }
  | { ok: false; kind: GatewayFailure; code?: string; message: string; field?: string; attempt_id?: string }
