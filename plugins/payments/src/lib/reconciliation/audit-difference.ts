import type { Context } from "@medusajs/framework/types"
import { audit, type AuditActor } from "@rise-via/core"
import type { PaymentDifferenceDTO } from "../../types"

type Difference = Pick<
  PaymentDifferenceDTO,
  "id" | "provider" | "kind" | "reference" | "state" | "ours_cents" | "theirs_cents"
>

/** What became of a difference, on the transaction of the change. */
export async function auditDifference(
  { id, provider, kind, reference, state, ours_cents, theirs_cents }: Difference,
  what: "opened" | "resolved" | "accepted" | "looked_up" | "recorded",
  actor: AuditActor,
  context: Context,
  why?: string
): Promise<void> {
  await audit(context, {
    actor,
    action: `payments.difference_${what}`,
    subject: { type: "payment_difference", id },
    after: { provider, kind, reference, state, ours_cents, theirs_cents },
    ...(why && { why }),
  })
}
