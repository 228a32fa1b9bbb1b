import {
  createHook,
  createWorkflow,
  transform,
  when,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import {
  createProductsWorkflow,
  createProductVariantsWorkflow,
  updateProductOptionValuesOnProductStep,
  updateProductsWorkflow,
  updateProductVariantsWorkflow,
} from "@medusajs/medusa/core-flows"
import type { MenuWork } from "../lib/menu/plan-item"
import { completeMenuProductsStep } from "./steps/complete-menu-products"

export const applyPosabitMenuWorkflowId = "payments-apply-posabit-menu"

/**
 * Does what was planned for a batch of the menu, by Medusa's own workflows; a failure undoes the batch.
 *
 * @property hooks.posabitMenuApplied - Runs after everything is saved.
 */
export const applyPosabitMenuWorkflow = createWorkflow(applyPosabitMenuWorkflowId, (input: WorkflowData<MenuWork>) => {
  when("menu-has-new-products", { input }, ({ input }) => input.create.length > 0).then(() => {
    createProductsWorkflow.runAsStep({
      input: { products: transform({ input }, ({ input }) => input.create as never) },
    })
  })
  when("menu-changes-products", { input }, ({ input }) => input.update.length > 0).then(() => {
    updateProductsWorkflow.runAsStep({
      input: { products: transform({ input }, ({ input }) => input.update as never) },
    })
  })
  updateProductOptionValuesOnProductStep(input.values)
  when("menu-has-new-sizes", { input }, ({ input }) => input.new_variants.length > 0).then(() => {
    createProductVariantsWorkflow.runAsStep({
      input: { product_variants: transform({ input }, ({ input }) => input.new_variants as never) },
    })
  })
  when("menu-changes-sizes", { input }, ({ input }) => input.variants.length > 0).then(() => {
    updateProductVariantsWorkflow.runAsStep({
      input: { product_variants: transform({ input }, ({ input }) => input.variants as never) },
    })
  })
  const completed = completeMenuProductsStep({ external_ids: input.complete })
  const result = transform({ completed }, ({ completed }) => completed)
  const posabitMenuApplied = createHook("posabitMenuApplied", { result })
  return new WorkflowResponse(result, { hooks: [posabitMenuApplied] })
})
