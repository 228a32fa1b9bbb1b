import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { registerService } from "../../lib/place-order"
import type { RecordPosabitRefundDTO } from "../../types"

export const recordPosabitRefundStepId = "record-posabit-refund"

/** Notes a refund that staff made in the portal. Undo takes a new record back unless Medusa has used it up. */
export const recordPosabitRefundStep = createStep(
  recordPosabitRefundStepId,
  async (input: RecordPosabitRefundDTO, { container }) => {
    if (input.refund_reason_id) {
      const query = container.resolve(ContainerRegistrationKeys.QUERY)
      const { data } = await query.graph({
        entity: "refund_reason",
        fields: ["id"],
        filters: { id: input.refund_reason_id },
      })
      if (!data.length) {
        throw new MedusaError(
          MedusaError.Types.NOT_FOUND,
          `Refund reason with id: ${input.refund_reason_id} was not found`
        )
      }
    }
    const { refund, is_new } = await registerService(container).recordRefund(input)
    return new StepResponse({ id: refund.id }, is_new ? { id: refund.id, actor: input.actor } : undefined)
  },
  async (recorded, { container }) => {
    if (recorded) {
      await registerService(container).dropRefund(recorded.id, recorded.actor)
    }
  }
)
