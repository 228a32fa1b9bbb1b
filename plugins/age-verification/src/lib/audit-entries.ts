import { audit, type AuditActor } from "@rise-via/core"
import type { Context } from "@medusajs/framework/types"
import type { AgeVerificationDTO, AgeVerificationState } from "../types"
import { DECIDED_BY_RULE } from "./standing"

// Birth dates, names and what staff wrote about a person go into `personal` only: there they can be forgotten.

const RULE: AuditActor = { type: "system", id: "age-verification.rule" }
const UNDO: AuditActor = { type: "system", id: "age-verification.undo" }
const PERSONAL_DATA: AuditActor = { type: "system", id: "age-verification.personal-data" }

const subject = (id: string) => ({ type: "age_verification", id })

/** A customer asked; when the birth date is below the minimum age, the rule's refusal is a row of its own. */
export async function auditRequested(context: Context, verification: AgeVerificationDTO) {
  const { id, customer_id, method, birth_date, first_name, last_name } = verification
  await audit(context, {
    actor: { type: "customer", id: customer_id },
    action: "age_verification.verification_requested",
    subject: subject(id),
    after: { customer_id, method, status: "pending" },
    personal: { person_id: customer_id, values: { birth_date, first_name, last_name } },
  })
  if (verification.decided_by === DECIDED_BY_RULE) {
    await audit(context, {
      actor: RULE,
      action: "age_verification.verification_rejected",
      subject: subject(id),
      before: { customer_id, status: "pending" },
      after: { customer_id, status: "rejected" },
      why: verification.reason ?? undefined,
    })
  }
}

/** Staff approved or rejected. */
export async function auditDecided(
  context: Context,
  { actor, before, after }: { actor: AuditActor; before: AgeVerificationDTO; after: AgeVerificationDTO }
) {
  const { id, customer_id, status, birth_date, first_name, last_name, reason, expires_at } = after
  await audit(context, {
    actor,
    action: `age_verification.verification_${status}`,
    subject: subject(id),
    before: { customer_id, status: before.status },
    after: { customer_id, status, expires_at: expires_at && new Date(expires_at).toISOString() },
    why: "Decided by staff",
    personal: { person_id: customer_id, values: { birth_date, first_name, last_name, reason } },
  })
}

export async function auditExpired(context: Context, { id, customer_id, expires_at }: AgeVerificationDTO) {
  await audit(context, {
    actor: RULE,
    action: "age_verification.verification_expired",
    subject: subject(id),
    before: { customer_id, status: "approved" },
    after: { customer_id, status: "expired" },
    why: `Valid until ${expires_at && new Date(expires_at).toISOString()}`,
  })
}

export async function auditRestored(context: Context, id: string, status: string, before: AgeVerificationState | null) {
  await audit(context, {
    actor: UNDO,
    action: "age_verification.verification_restored",
    subject: subject(id),
    before: { status },
    after: before && { status: before.status },
    why: "The workflow that made the change failed and was undone",
  })
}

export async function auditErased(context: Context, id: string, before: string, after: string) {
  await audit(context, {
    actor: PERSONAL_DATA,
    action: "age_verification.verification_erased",
    subject: subject(id),
    before: { status: before },
    after: { status: after },
    why: "The person's data was erased",
  })
}
