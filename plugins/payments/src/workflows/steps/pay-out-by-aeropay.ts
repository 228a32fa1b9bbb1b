import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { deskOf } from "../../lib/aeropay/desk-of"
import { payOut, type PayoutInput } from "../../lib/aeropay/payout"

export type PayOutByAeropayStepInput = PayoutInput & { actor: AuditActor; why: string }

export const payOutByAeropayStepId = "pay-out-by-aeropay"

/** No undo: money that was sent does not come back. */
export const payOutByAeropayStep = createStep(
  payOutByAeropayStepId,
  async ({ actor, why, ...input }: PayOutByAeropayStepInput, { container }) => {
    const desk = deskOf(container)
    const { customer_id, cents, reference } = input
    const subject = { type: "customer", id: customer_id }
    // Before as well: whoever is killed in between has sent it, and nobody would know who wanted it.
    await desk.rows.auditAct({ actor, action: "payments.payout_asked", subject, after: { cents, reference }, why })
    const { id, status } = await payOut(desk, input)
    await desk.rows.auditAct({
      actor,
      action: "payments.payout_sent",
      subject,
      after: { transaction_id: id, cents, reference },
      why,
    })
    return new StepResponse({ id, status })
  }
)
