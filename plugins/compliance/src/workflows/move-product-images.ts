import type { WorkflowData } from "@medusajs/framework/workflows-sdk"
import { WorkflowResponse, createHook, createWorkflow, transform } from "@medusajs/framework/workflows-sdk"
import { updateProductsWorkflow } from "@medusajs/medusa/core-flows"

export const moveProductImagesWorkflowId = "compliance-move-product-images"

export type MoveProductImagesInput = { products: { id: string; thumbnail: string }[] }

/**
 * Points products with a generated image at the address under which this backend is reached now.
 *
 * @summary Move generated product images to another address.
 * @property hooks.productImagesMoved - Runs after the products are saved.
 */
export const moveProductImagesWorkflow = createWorkflow(
  moveProductImagesWorkflowId,
  (input: WorkflowData<MoveProductImagesInput>) => {
    const products = transform({ input }, ({ input }) =>
      input.products.map(({ id, thumbnail }) => ({ id, thumbnail, images: [{ url: thumbnail }] }))
    )
    updateProductsWorkflow.runAsStep({ input: { products } })
    const productImagesMoved = createHook("productImagesMoved", { products: input.products })

    return new WorkflowResponse(input.products, { hooks: [productImagesMoved] })
  }
)
