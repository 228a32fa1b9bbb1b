import { MedusaError } from "@medusajs/framework/utils"
import type { PaymentEntryDTO, RefundOutcome } from "../../types"

type Entry = Pick<PaymentEntryDTO, "id" | "kind" | "outcome" | "occurred_at" | "code" | "provider_status">

/** A refund may come true as an undone capture. */
const KINDS = ["refund", "void"]

/** What the books say became of a refund; nothing when they have not heard of it. What came true stays true. */
export function outcomeInBooks(entries: Entry[]): RefundOutcome | undefined {
  const about = entries
    .filter(({ kind }) => KINDS.includes(kind))
    .sort((a, b) => +new Date(a.occurred_at) - +new Date(b.occurred_at) || (a.id < b.id ? -1 : 1))
  if (about.some(({ outcome }) => outcome === "succeeded")) {
    return { state: "succeeded" }
  }
  const last = about.at(-1)
  if (!last) {
    return undefined
  }
  return last.outcome === "pending" || last.outcome === "unknown"
    ? { state: last.outcome }
    : { state: "failed", error: last.code ?? last.provider_status ?? "The payment service refused it." }
}

/** Errors by which a provider says that nothing happened. After any other the money may be on its way. */
const DEFINITE: string[] = [
  MedusaError.Types.NOT_ALLOWED,
  MedusaError.Types.INVALID_DATA,
  MedusaError.Types.NOT_FOUND,
  MedusaError.Types.INVALID_ARGUMENT,
  MedusaError.Types.UNAUTHORIZED,
  MedusaError.Types.FORBIDDEN,
  MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
]

export function outcomeOfError(error: { type?: string; message?: string }): RefundOutcome {
  const isDefinite = !!error.type && DEFINITE.includes(error.type)
  return { state: isDefinite ? "failed" : "unknown", error: error.message ?? "The payment service did not answer." }
}
