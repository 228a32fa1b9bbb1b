import type { OutboundResult } from "@rise-via/core"
import type { LocalDate } from "./age"

/** What an outside check of a person's age has come to. Only `approved` may ever let a sale through. */
export type VendorStatus =
  "pending" | "needs_document" | "needs_review" | "approved" | "declined" | "expired" | "abandoned"

/** A vendor's answer in our words. No image, no document number. */
export type VendorDecision = {
  session_id: string
  /** What we called it when it was started. Whoever reads a decision makes sure that it is about the right person. */
  reference: string | null
  status: VendorStatus
  /** The vendor's own codes and words. */
  reasons: string[]
  /** As read from the document. An approval alone says nothing of the age: it is counted from this birth date. */
  person: { first_name: string | null; last_name: string | null; birth_date: LocalDate | null } | null
  document: { kind: string | null; country: string | null; region: string | null; expires_on: LocalDate | null } | null
  decided_at: Date | null
}

export type VendorSession = {
  session_id: string
  /** Where the customer goes. Whoever has it may answer for them: never logged. Null where the shop's own page asks. */
  url: string | null
  status: VendorStatus
  reasons: string[]
}

/** `refused`: a repeat cannot help. `unavailable`: try again later. `unknown`: it may have been started. */
export type StartResult =
  { outcome: "started"; session: VendorSession } | { outcome: "refused" | "unavailable" | "unknown"; message: string }

export type DecisionReading =
  { outcome: "found"; decision: VendorDecision } | { outcome: "missing" } | { outcome: "unavailable"; message: string }

/** Asking a vendor to forget what it has of a person. */
export type ForgetResult = { outcome: "forgotten" } | { outcome: "refused" | "unavailable"; message: string }

/** Whom to check. */
export type VendorSubject = {
  /** Ours, and the idempotency key: the id of the verification. */
  reference: string
  first_name: string
  last_name: string
  birth_date?: LocalDate
  /** Where the customer comes back to. */
  return_url?: string
}

export function notStarted(result: Exclude<OutboundResult, { outcome: "succeeded" }>): StartResult {
  if (result.outcome === "unknown") {
    return { outcome: "unknown", message: result.message }
  }
  return { outcome: result.retryable ? "unavailable" : "refused", message: result.message }
}

export function notRead(result: Exclude<OutboundResult, { outcome: "succeeded" }>): DecisionReading {
  const isMissing = result.outcome === "failed" && result.response?.status === 404
  return isMissing ? { outcome: "missing" } : { outcome: "unavailable", message: result.message }
}

/** Gone already is forgotten. Forgetting twice does no harm, so an answer that was not heard may be asked for again. */
export function forgotten(result: OutboundResult): ForgetResult {
  if (result.outcome === "succeeded" || (result.outcome === "failed" && result.response?.status === 404)) {
    return { outcome: "forgotten" }
  }
  const isRefused = result.outcome === "failed" && !result.retryable
  return { outcome: isRefused ? "refused" : "unavailable", message: result.message }
}
