import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { deskOf } from "../../lib/aeropay/desk-of"
import { subscribeWebhooks } from "../../lib/aeropay/staff"

export type SubscribeAeropayWebhooksStepInput = Record<string, never>

export const subscribeAeropayWebhooksStepId = "subscribe-aeropay-webhooks"

/** No undo: subscribing again is the same. */
export const subscribeAeropayWebhooksStep = createStep(
  subscribeAeropayWebhooksStepId,
  async (_input: SubscribeAeropayWebhooksStepInput, { container }) =>
    new StepResponse(await subscribeWebhooks(deskOf(container)))
)
