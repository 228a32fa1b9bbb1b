import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { advisedFacts, missingFacts } from "./missing-facts"

const PAGE = 500

const FIELDS = ["id", "title", "sku", "product.id", "product.title", "product.status", "product_facts.*"]

export type CompletenessOptions = { limit: number; offset: number; show: "missing" | "advised" }

/** Which variants lack which facts. Walks all variants a page at a time, so that memory does not grow with the shop. */
export async function completenessReport(container: MedusaContainer, { limit, offset, show }: CompletenessOptions) {
  const summary = { total: 0, sellable: 0, missing: 0, without_facts: 0, advised: 0 }
  const listed: Record<string, unknown>[] = []
  let count = 0

  for await (const variant of eachVariant(container)) {
    const missing = missingFacts(variant.product_facts)
    const advised = advisedFacts(variant.product_facts)
    summary.total++
    summary[missing.length ? "missing" : "sellable"]++
    summary.without_facts += variant.product_facts ? 0 : 1
    summary.advised += !missing.length && advised.length ? 1 : 0

    if (missing.length || (show === "advised" && advised.length)) {
      if (count >= offset && listed.length < limit) {
        listed.push(lineOf(variant, missing, advised))
      }
      count++
    }
  }
  return { variants: listed, count, offset, limit, summary }
}

const lineOf = ({ id, title, sku, product, product_facts }: any, missing: string[], advised: string[]) => ({
  variant_id: id,
  variant_title: title,
  sku,
  product_id: product?.id ?? null,
  product_title: product?.title ?? null,
  product_status: product?.status ?? null,
  limit_bucket: product_facts?.limit_bucket ?? null,
  missing,
  advised,
})

async function* eachVariant(container: MedusaContainer): AsyncGenerator<any> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  for (let after = ""; ;) {
    const { data } = await query.graph({
      entity: "product_variant",
      fields: FIELDS,
      filters: { id: { $gt: after } },
      pagination: { take: PAGE, skip: 0, order: { id: "ASC" } },
    })
    yield* data
    if (data.length < PAGE) {
      return
    }
    after = data[data.length - 1].id
  }
}
