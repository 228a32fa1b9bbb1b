import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { registerRecovery } from "@rise-via/core"
import { COMPLIANCE_PRODUCT_FACTS_MODULE } from "../../lib/module-name"
import type ComplianceProductFactsModuleService from "../../modules/compliance_product_facts/service"
import { moveProductImagesWorkflow } from "../move-product-images"

const TAKE = 200

type Product = { id: string; handle: string; thumbnail: string }

/**
 * An image URL is stored whole, because storefronts show it as it is; so it is wrong when the backend moves to another
 * address or port. Generated images are put right here, at the next start.
 */
registerRecovery<Product[]>({
  name: "compliance.product-images",
  order: 300,
  async find(container: MedusaContainer) {
    const base = await factsModule(container).productImageBase()
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "product",
      fields: ["id", "handle", "thumbnail"],
      filters: {
        $and: [
          { thumbnail: { $like: "http%/product-images/generated/%.svg" } },
          { $not: { thumbnail: { $like: `${base}%` } } },
        ],
      } as any,
      pagination: { take: TAKE, skip: 0, order: { id: "ASC" } },
    })
    return data.length ? [data as Product[]] : []
  },
  async repair(products, container) {
    const service = factsModule(container)
    const moved: { id: string; thumbnail: string }[] = []
    for (const { id, handle } of products) {
      moved.push({ id, thumbnail: await service.productImageUrl(handle) })
    }
    await moveProductImagesWorkflow(container).run({ input: { products: moved } })
    return {
      action: "compliance.product_images_moved",
      subject: { type: "product_images", id: await service.productImageBase() },
      why: `${moved.length} generated images had the address of another backend`,
    }
  },
})

const factsModule = (container: MedusaContainer) =>
  container.resolve<ComplianceProductFactsModuleService>(COMPLIANCE_PRODUCT_FACTS_MODULE)
