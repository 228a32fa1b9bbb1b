import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import {
  subscribeAeropayWebhooksStep,
  type SubscribeAeropayWebhooksStepInput,
} from "./steps/subscribe-aeropay-webhooks"

export const subscribeAeropayWebhooksWorkflowId = "payments-subscribe-aeropay-webhooks"

/**
 * Subscribes this store to Aeropay's webhooks. Safe to repeat.
 *
 * @property hooks.aeropayWebhooksSubscribed - Runs after the subscription.
 */
export const subscribeAeropayWebhooksWorkflow = createWorkflow(
  subscribeAeropayWebhooksWorkflowId,
  (input: WorkflowData<SubscribeAeropayWebhooksStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: subscribeAeropayWebhooksStep(input) }, ({ result }) => result)
    const aeropayWebhooksSubscribed = createHook("aeropayWebhooksSubscribed", { result })
    return new WorkflowResponse(result, { hooks: [aeropayWebhooksSubscribed] })
  }
)
