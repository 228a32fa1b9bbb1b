import type { Inquiry } from "./inquiries"

/** JSON:API, with the names in dash-case. What a real inquiry has besides is left out. */
export function present(inquiry: Inquiry) {
  const verification = { type: "verification/government-id", id: inquiry.verification_id }
  return {
    data: resource(inquiry),
    included: inquiry.document
      ? [
          {
            ...verification,
            attributes: {
              status: inquiry.status === "declined" ? "failed" : "passed",
              "created-at": inquiry.created_at,
              "completed-at": inquiry.completed_at,
              "country-code": "US",
              "id-class": "dl",
              "name-first": inquiry.document.first_name,
              "name-last": inquiry.document.last_name,
              birthdate: inquiry.document.birth_date,
              "expiration-date": inquiry.document.expires_on,
              "address-subdivision": inquiry.document.region,
              "identification-number": "WDL0RISEVIA7",
            },
          },
        ]
      : [],
  }
}

export const resource = (inquiry: Inquiry) => ({
  type: "inquiry",
  id: inquiry.id,
  attributes: {
    status: inquiry.status,
    "reference-id": inquiry.reference,
    note: null,
    tags: [],
    creator: "API",
    "reviewer-comment": null,
    "created-at": inquiry.created_at,
    "started-at": null,
    "completed-at": inquiry.completed_at,
    "decisioned-at": inquiry.decided_at,
    "redacted-at": inquiry.redacted_at,
    fields: Object.fromEntries(
      Object.entries(inquiry.fields).map(([name, value]) => [
        name,
        { type: name === "birthdate" ? "date" : "string", value },
      ])
    ),
  },
  relationships: {
    "inquiry-template": { data: { type: "inquiry-template", id: inquiry.template_id } },
    verifications: {
      data: inquiry.document ? [{ type: "verification/government-id", id: inquiry.verification_id }] : [],
    },
  },
})
