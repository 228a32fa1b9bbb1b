import { Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"

export const completeMenuProductsStepId = "complete-menu-products"

/**
 * Notes that products have everything the menu says of them. A product without the note was cut off
 * between itself and its variants, prices and links; the next import makes it anew. Undo takes the note back.
 */
export const completeMenuProductsStep = createStep(
  completeMenuProductsStepId,
  async ({ external_ids }: { external_ids: string[] }, { container }) => {
    const products = container.resolve(Modules.PRODUCT)
    const found = external_ids.length
      ? await products.listProducts({ external_id: external_ids } as never, {
          select: ["id", "metadata"],
          take: external_ids.length,
        })
      : []
    const note = async (complete: boolean) => {
      for (const { id, metadata } of found) {
        const posabit = { ...(metadata?.posabit as object), complete }
        await products.updateProducts(id, { metadata: { ...metadata, posabit } } as never)
      }
    }
    await note(true)
    return new StepResponse(
      { count: found.length },
      found.map(({ id, metadata }) => ({ id, metadata }))
    )
  },
  async (before, { container }) => {
    for (const { id, metadata } of before ?? []) {
      await container.resolve(Modules.PRODUCT).updateProducts(id, { metadata } as never)
    }
  }
)
