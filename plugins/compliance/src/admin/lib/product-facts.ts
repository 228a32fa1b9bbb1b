import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { FactField } from "../../lib/fact-names"
import { missingFacts } from "../../lib/missing-facts"
import type { LotDTO, ProductFactsDTO } from "../../types"
import { sdk } from "./sdk"

type Variant = { id: string; title: string; sku: string | null }
type Facts = ProductFactsDTO & { lot?: Pick<LotDTO, "code"> | null }
type VariantWithFacts = Variant & { product_facts?: Facts | null }

export type VariantFacts = { variant: Variant; product_facts: Facts | null; missing: FactField[] }

export type CompletenessLine = {
  variant_id: string
  variant_title: string
  sku: string | null
  product_id: string | null
  product_title: string | null
  limit_bucket: string | null
  missing: string[]
  advised: string[]
}

export type CompletenessReport = {
  variants: CompletenessLine[]
  count: number
  summary: { total: number; sellable: number; missing: number; without_facts: number; advised: number }
}

export type CompletenessQuery = { limit: number; offset: number; show: "missing" | "advised" }

const KEY = "compliance-product-facts"

/** A widget asks for this many variants at once; a product with more shows the first of them and says so. */
export const MAX_VARIANTS = 100

export const useCompleteness = (query: CompletenessQuery) =>
  useQuery({
    queryKey: [KEY, "completeness", query],
    queryFn: () => sdk.client.fetch<CompletenessReport>("/admin/compliance/product-facts/completeness", { query }),
    placeholderData: keepPreviousData,
  })

/** The variants of a product with their facts, in the order of the product's page. */
export const useProductFacts = (productId: string) =>
  useQuery({
    queryKey: [KEY, "product", productId],
    queryFn: async () => {
      const { variants, count } = await sdk.admin.product.listVariants(productId, {
        limit: MAX_VARIANTS,
        order: "variant_rank",
        fields: "id,title,sku,*product_facts,product_facts.lot.code",
      })
      return { count, facts: (variants as unknown as VariantWithFacts[]).map(toVariantFacts) }
    },
  })

function toVariantFacts({ product_facts = null, ...variant }: VariantWithFacts): VariantFacts {
  return { variant, product_facts, missing: missingFacts(product_facts) }
}

export const useSaveFacts = (variantId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      sdk.client.fetch(`/admin/compliance/product-facts/${variantId}`, { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}
