import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { deleteInventoryItemWorkflow, deleteProductsWorkflow } from "@medusajs/medusa/core-flows"
import type { MenuItem } from "../../types"
import { externalId, isWhole } from "./plan-item"
import { skuOf } from "./plan-sizes"
import { productsOf } from "./products"

/** Takes away what a crash left of products that were being made, so that they can be made anew. */
export async function clearUnfinished(container: MedusaContainer, items: MenuItem[]): Promise<void> {
  const products = await productsOf(container, items)
  const unfinished = [...products.values()].filter((product) => !isWhole(product))
  if (!unfinished.length) {
    return
  }
  await deleteProductsWorkflow(container).run({ input: { ids: unfinished.map(({ id }) => id) } })
  const names = new Set(unfinished.map(({ external_id }) => external_id))
  const skus = items.filter(({ id }) => names.has(externalId(id))).flatMap(({ sizes }) => sizes.map(skuOf))
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "inventory_item", fields: ["id"], filters: { sku: skus } as never })
  if (data.length) {
    await deleteInventoryItemWorkflow(container).run({ input: data.map(({ id }: { id: string }) => id) })
  }
}
