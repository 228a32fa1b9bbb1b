import { z } from "@medusajs/framework/zod"
import { isLocalDate } from "../age"
import type { VendorDecision, VendorStatus } from "../vendor-decision"

/** Keys, links that open a session, and what is read off a document: blanked wherever messages are shown or kept. */
export const PERSONA_PRIVATE_FIELDS = [
  "fields",
  "included",
  "name-first",
  "name-middle",
  "name-last",
  "birthdate",
  "email-address",
  "phone-number",
  "address-street-1",
  "address-street-2",
  "identification-number",
  "session-token",
  "one-time-link",
  "one-time-link-short",
]

const text = z.string().nullish().catch(null)
const field = z.object({ value: text }).nullish().catch(null)

const Inquiry = z.object({
  type: z.literal("inquiry"),
  id: z.string().min(1),
  attributes: z.object({
    status: z.string(),
    "reference-id": text,
    "decisioned-at": text,
    "completed-at": text,
    "redacted-at": text,
    fields: z.object({ "name-first": field, "name-last": field, birthdate: field }).nullish().catch(null),
  }),
})

const Verification = z.object({
  type: z.string(),
  attributes: z.object({
    status: z.string(),
    "name-first": text,
    "name-last": text,
    birthdate: text,
    "id-class": text,
    "country-code": text,
    "address-subdivision": text,
    "expiration-date": text,
  }),
})

/** JSON:API. What is included besides verifications is passed over. */
export const PersonaInquiryAnswer = z.object({ data: Inquiry, included: z.array(z.unknown()).nullish() })
export const PersonaListAnswer = z.object({ data: z.array(Inquiry) })
export const PersonaLinkAnswer = z.object({ meta: z.object({ "one-time-link": z.url() }) })

/** A webhook: an event with the inquiry as it was at that moment. */
export const PersonaEvent = z.object({
  data: z.object({
    type: z.literal("event"),
    id: z.string().min(1),
    attributes: z.object({ name: z.string(), payload: z.unknown() }),
  }),
})

/**
 * `completed` only says that the flow was passed; whether that is an approval depends on the template. By default a
 * workflow of Persona's or a reviewer approves.
 */
export type PersonaReading = { completedIsApproval?: boolean }

const STATUS_OF: Record<string, VendorStatus> = {
  created: "pending",
  pending: "pending",
  completed: "pending",
  needs_review: "needs_review",
  approved: "approved",
  declined: "declined",
  // Too many attempts of its verifications.
  failed: "declined",
  expired: "expired",
}

export function decisionOf(
  { data, included }: z.output<typeof PersonaInquiryAnswer>,
  { completedIsApproval }: PersonaReading = {}
): VendorDecision {
  const { status, fields } = data.attributes
  const documents = (included ?? []).flatMap((resource) => {
    const read = Verification.safeParse(resource)
    const isPassed = read.data?.type === "verification/government-id" && read.data.attributes.status === "passed"
    return isPassed ? [read.data!.attributes] : []
  })
  const [document] = documents
  const approved = status === "approved" || (status === "completed" && !!completedIsApproval)
  // The document's date is what counts. Two documents that passed with different dates are for people to look at.
  const isDisputed = new Set(documents.map(({ birthdate }) => birthdate)).size > 1
  const decidedAt = new Date(data.attributes["decisioned-at"] ?? data.attributes["completed-at"] ?? "")
  return {
    session_id: data.id,
    reference: data.attributes["reference-id"] ?? null,
    status: approved ? (isDisputed ? "needs_review" : "approved") : (STATUS_OF[status] ?? "needs_review"),
    reasons: isDisputed ? ["birth_dates_differ"] : [],
    person:
      document || fields
        ? {
            first_name: document?.["name-first"] ?? fields?.["name-first"]?.value ?? null,
            last_name: document?.["name-last"] ?? fields?.["name-last"]?.value ?? null,
            // Fields may be what the customer typed: without a document that passed there is no birth date.
            birth_date: isDisputed ? null : day(document?.birthdate),
          }
        : null,
    document: document
      ? {
          kind: document["id-class"] ?? null,
          country: document["country-code"] ?? null,
          region: document["address-subdivision"] ?? null,
          expires_on: day(document["expiration-date"]),
        }
      : null,
    decided_at: Number.isNaN(decidedAt.getTime()) ? null : decidedAt,
  }
}

const day = (value: string | null | undefined) => (value && isLocalDate(value) ? value : null)
