import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { deskOf } from "../../lib/aeropay/desk-of"
import { payOut, type PayoutInput } from "../../lib/aeropay/staff"

export type PayOutByAeropayStepInput = PayoutInput & { actor: AuditActor; why: string }

export const payOutByAeropayStepId = "pay-out-by-aeropay"

/** No undo: money that was sent does not come back. */
export const payOutByAeropayStep = createStep(
  payOutByAeropayStepId,
  async ({ actor, why, ...input }: PayOutByAeropayStepInput, { container }) => {
    const desk = deskOf(container)
    const { id, status } = await payOut(desk, input)
    await desk.rows.auditAct({
      actor,
      action: "payments.payout_sent",
      subject: { type: "customer", id: input.customer_id },
      after: { transaction_id: id, cents: input.cents, reference: input.reference },
      why,
    })
    return new StepResponse({ id, status })
  }
)
