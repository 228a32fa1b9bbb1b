import { FetchError } from "@medusajs/js-sdk"
import type { components } from "./schema.js"

/** Why the store refused. `code` is stable (`<plugin>.<what>`), `message` is for the shopper, `gate` says who spoke. */
export type Reason = components["schemas"]["Reason"]

type ErrorAnswer = components["schemas"]["Error"]

/** The SDK's error with everything else that the store said: kind, code, and the reasons of the gates. */
export class RiseViaError extends FetchError {
  /** Kind of error, e.g. `not_allowed`. */
  readonly type: string | undefined
  /** Stable, e.g. `gate_blocked` or `age-verification.underage`. */
  readonly code: string | undefined
  /** Everything that is wrong, at once; empty where the message says it all. */
  readonly reasons: Reason[]

  constructor(answer: Partial<ErrorAnswer>, statusText: string, status: number) {
    super(answer.message ?? statusText, statusText, status)
    this.name = "RiseViaError"
    this.type = answer.type
    this.code = answer.code
    this.reasons = answer.reasons ?? []
  }
}
