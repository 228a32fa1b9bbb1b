import { z } from "@medusajs/framework/zod"
import { isLocalDate } from "../age"
import type { VendorDecision, VendorStatus } from "../vendor-decision"

/** Keys, links that open a session, and what is read off a document: blanked wherever messages are shown or kept. */
export const VERIFF_PRIVATE_FIELDS = [
  "x-auth-client",
  "x-hmac-signature",
  "firstName",
  "lastName",
  "dateOfBirth",
  "yearOfBirth",
  "idNumber",
  "number",
  "person",
  "document",
  "sessionToken",
  "url",
]

/** Veriff adds fields at any time; what cannot be read is not there. */
const text = z.string().nullish().catch(null)

export const VeriffSessionAnswer = z.object({
  verification: z.object({ id: z.string().min(1), url: z.url(), status: z.string().optional() }),
})

const VeriffVerification = z.object({
  id: z.string().min(1),
  attemptId: text,
  vendorData: text,
  status: z.string(),
  code: z.number().int(),
  reason: text,
  reasonCode: z.union([z.number(), z.string()]).nullish().catch(null),
  decisionTime: text,
  person: z.object({ firstName: text, lastName: text, dateOfBirth: text }).nullish().catch(null),
  document: z.object({ type: text, country: text, state: text, validUntil: text }).nullish().catch(null),
})

/** Of `GET /v1/sessions/:id/decision`, and of the decision webhook. `verification` is null until there is a decision. */
export const VeriffDecisionAnswer = z.object({ status: z.string(), verification: VeriffVerification.nullable() })

/** The event webhook: how far the customer got. */
export const VeriffEvent = z.object({
  id: z.string().min(1),
  attemptId: text,
  action: z.string(),
  code: z.number().int(),
  vendorData: text,
})

/** By code: one page of the documents prints another word for 9121, the codes agree. 9104 is also what is abandoned. */
const STATUS_OF: Record<number, VendorStatus> = {
  7001: "pending",
  7002: "pending",
  9001: "approved",
  9102: "declined",
  9103: "needs_document",
  9104: "expired",
  9121: "needs_review",
}

/** What a code that we do not know means is for people to find out, never an approval. */
export const statusOfCode = (code: number, status: string): VendorStatus =>
  code === 9104 && status === "abandoned" ? "abandoned" : (STATUS_OF[code] ?? "needs_review")

export function decisionOf(verification: z.output<typeof VeriffVerification>): VendorDecision {
  const { id, vendorData, code, status, reason, reasonCode, person, document, decisionTime } = verification
  const decidedAt = new Date(decisionTime ?? "")
  return {
    session_id: id,
    reference: vendorData ?? null,
    // Code and word must both say so before anybody is let through.
    status: code === 9001 && status !== "approved" ? "needs_review" : statusOfCode(code, status),
    reasons: [reasonCode, reason].filter((value) => value !== null && value !== undefined).map(String),
    person: person
      ? {
          first_name: person.firstName ?? null,
          last_name: person.lastName ?? null,
          birth_date: day(person.dateOfBirth),
        }
      : null,
    document: document
      ? {
          kind: document.type ?? null,
          country: document.country ?? null,
          region: document.state ?? null,
          expires_on: day(document.validUntil),
        }
      : null,
    decided_at: Number.isNaN(decidedAt.getTime()) ? null : decidedAt,
  }
}

const day = (value: string | null | undefined) => (value && isLocalDate(value) ? value : null)
