import { z } from "@medusajs/framework/zod"
import { isLocalDate } from "../age"
import type { VendorDecision, VendorStatus } from "../vendor-decision"

/** Keys, links that open a session, and what is read off a document: blanked wherever messages are shown or kept. */
export const AGECHECKER_PRIVATE_FIELDS = [
  "key",
  "x-agechecker-secret",
  "x-agechecker-key",
  "data",
  "buyer",
  "verification",
  "customer_ip",
]

const text = z.string().nullish().catch(null)
const number = z.coerce.number().int().nullish().catch(null)

/** `uuid` is missing when nothing was created: too young, banned, or a place that is blocked. */
export const AgeCheckerCreated = z.object({
  uuid: z.string().min(1).optional(),
  status: z.string(),
  blocked: z.boolean().optional(),
})

/** With the account's secret in the request it names the key, buyer and metadata of the verification. */
export const AgeCheckerStatusAnswer = z.object({
  status: z.string(),
  reason: text,
  key: text,
  verification: z
    .object({
      buyer: z
        .object({ first_name: text, last_name: text, dob_year: number, dob_month: number, dob_day: number })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
})

export const AgeCheckerError = z.object({ error: z.object({ code: z.string() }) })

/** The metadata in which our reference travels. */
export const REFERENCE_KEY = "rise_via_reference"

const STATUS_OF: Record<string, VendorStatus> = {
  accepted: "approved",
  denied: "declined",
  not_created: "declined",
  signature: "needs_document",
  photo_id: "needs_document",
  phone_validation: "needs_document",
  sms_sent: "needs_document",
  // An image was uploaded, people at AgeChecker.Net look at it.
  pending: "pending",
}

/** A word that we do not know is never an approval. */
export const statusOf = (status: string): VendorStatus => STATUS_OF[status] ?? "needs_review"

/** A denial may still become an acceptance, when the customer sends a better image. */
export function decisionOf(uuid: string, answer: z.output<typeof AgeCheckerStatusAnswer>): VendorDecision {
  const { status, reason, metadata, verification } = answer
  const buyer = verification?.buyer
  const reference = metadata?.[REFERENCE_KEY]
  return {
    session_id: uuid,
    reference: typeof reference === "string" ? reference : null,
    status: statusOf(status),
    reasons: [status === "accepted" ? null : status, reason].filter((word): word is string => !!word),
    person: buyer
      ? { first_name: buyer.first_name ?? null, last_name: buyer.last_name ?? null, birth_date: birthDate(buyer) }
      : null,
    document: null,
    decided_at: null,
  }
}

type Born = { dob_year?: number | null; dob_month?: number | null; dob_day?: number | null }

function birthDate({ dob_year: year, dob_month: month, dob_day: day }: Born) {
  const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
  return isLocalDate(date) ? date : null
}
