import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError, ProductStatus } from "@medusajs/framework/utils"
import { productImage } from "../../../../lib/product-image"

/**
 * The generated picture of a published product, `<handle>.svg`. Outside `/store`, because an `<img>` cannot send a
 * publishable key.
 */
export const GET = async (req: MedusaRequest, res: MedusaResponse) => {
  const handle = /^([a-z0-9-]{1,128})\.svg$/.exec(req.params.file)?.[1]
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data: products } = handle
    ? await query.graph({
        entity: "product",
        fields: ["title", "subtitle", "categories.name"],
        filters: { handle, status: ProductStatus.PUBLISHED },
      })
    : { data: [] }
  if (!products[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Product image ${req.params.file.slice(0, 140)} was not found`)
  }

  const [{ title, subtitle, categories }] = products
  res.setHeader("Content-Type", "image/svg+xml; charset=utf-8")
  res.setHeader("Cache-Control", "public, max-age=3600")
  res.setHeader("Content-Security-Policy", "default-src 'none'")
  res.setHeader("Cross-Origin-Resource-Policy", "cross-origin")
  res.send(productImage({ title, subtitle, category: categories?.[0]?.name }))
}
