import { createHook, createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { trainRiskModelStep, type TrainRiskModelInput } from "./steps/change-risk-policy"
import type { RiskTraining } from "../types"

export const trainRiskModelWorkflowId = "payments-train-risk-model"

/**
 * Trains a new version of the learned model from sales whose outcome is known. It stays off until staff switch it on. Below
 * the number of outcomes that the options ask for nothing is trained.
 *
 * @property hooks.riskModelTrained - After training, also when there was too little to learn from.
 */
export const trainRiskModelWorkflow = createWorkflow(
  trainRiskModelWorkflowId,
  (input: WorkflowData<TrainRiskModelInput>) => {
    const training = trainRiskModelStep(input)
    const riskModelTrained = createHook<"riskModelTrained", { training: RiskTraining }, unknown>("riskModelTrained", {
      training,
    })
    return new WorkflowResponse(training, { hooks: [riskModelTrained] })
  }
)
