import {
  createHook,
  createWorkflow,
  transform,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { changeAeropayWalletStep, type ChangeAeropayWalletStepInput } from "./steps/change-aeropay-wallet"

export const changeAeropayWalletWorkflowId = "payments-change-aeropay-wallet"

/**
 * Connects, confirms or forgets a customer's account at Aeropay, or links or chooses her bank account.
 *
 * @property hooks.aeropayWalletChanged - Runs after the change.
 */
export const changeAeropayWalletWorkflow = createWorkflow(
  changeAeropayWalletWorkflowId,
  (input: WorkflowData<ChangeAeropayWalletStepInput>) => {
    // Of a plain type: that of a step names a package of Medusa's that no plugin depends on.
    const result = transform({ result: changeAeropayWalletStep(input) }, ({ result }) => result)
    const aeropayWalletChanged = createHook("aeropayWalletChanged", { result })
    return new WorkflowResponse(result, { hooks: [aeropayWalletChanged] })
  }
)
