import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { MenuItem } from "../../types"
import { EXTERNAL_ID, externalId, type ExistingProduct } from "./plan-item"

const FIELDS = [
  "id",
  "external_id",
  "status",
  "metadata",
  "categories.id",
  "options.id",
  "options.title",
  "options.values.value",
  "variants.id",
  "variants.sku",
  "variants.metadata",
  "variants.prices.*",
]

const PAGE = 200

/** The shop's products of these items, by their external id. */
export async function productsOf(
  container: MedusaContainer,
  items: Pick<MenuItem, "id">[]
): Promise<Map<string, ExistingProduct>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "product",
    fields: FIELDS,
    filters: { external_id: items.map(({ id }) => externalId(id)) } as never,
  })
  return new Map((data as unknown as ExistingProduct[]).map((product) => [product.external_id, product]))
}

export type GoneProduct = { id: string; item_id: string; title: string; metadata: Record<string, any> | null }

/** Products that are on sale and not on the menu any more, and how many of the menu's are on sale at all. */
export async function findGone(container: MedusaContainer, items: Pick<MenuItem, "id">[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const onMenu = new Set(items.map(({ id }) => externalId(id)))
  const gone: GoneProduct[] = []
  let on_sale = 0
  let last = ""
  for (;;) {
    const { data } = await query.graph({
      entity: "product",
      fields: ["id", "external_id", "title", "metadata"],
      filters: { external_id: { $like: `${EXTERNAL_ID}%` }, status: "published", id: { $gt: last } } as never,
      pagination: { take: PAGE, skip: 0, order: { id: "ASC" } },
    })
    for (const { id, external_id, title, metadata } of data as any[]) {
      on_sale++
      last = id
      if (!onMenu.has(external_id)) {
        gone.push({ id, item_id: external_id.slice(EXTERNAL_ID.length), title, metadata })
      }
    }
    if (data.length < PAGE) {
      return { gone, on_sale }
    }
  }
}
