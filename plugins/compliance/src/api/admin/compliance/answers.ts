import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import {
  LAB_RESULTS,
  LIMIT_BUCKETS,
  LOT_STATUSES,
  NUMBER_FACTS,
  ROUTES,
  STRAIN_TYPES,
  TEXT_FACTS,
  type NumberFact,
} from "../../../lib/fact-names"

const text = z.string().nullable()
const day = text.describe("`YYYY-MM-DD`")
const at = z.iso.datetime()
const count = z.number().int().min(0)

/** Not known is `null`, never 0 or an empty text. */
const eachOf = <K extends string, T extends z.ZodType>(names: readonly K[], schema: T) =>
  Object.fromEntries(names.map((name) => [name, schema])) as Record<K, T>

const row = { created_at: at.optional(), updated_at: at.optional(), deleted_at: at.nullish() }

const Lot = z
  .object({
    id: z.string(),
    code: z.string(),
    status: z.enum(LOT_STATUSES),
    harvested_on: day,
    packed_on: day,
    expires_on: day,
    lab_result: z.enum(LAB_RESULTS).nullable(),
    lab_name: text,
    lab_licence: text,
    coa_number: text,
    tested_on: day,
    ...row,
  })
  .meta({ title: "Lot" })

const ProductFacts = z
  .object({
    id: z.string(),
    variant_id: z.string(),
    lot_id: text,
    limit_bucket: z.enum(LIMIT_BUCKETS).describe("What a sale is counted against"),
    route: z.enum(ROUTES).nullable(),
    is_infused: z.boolean(),
    is_low_dose_liquid: z.boolean(),
    ...eachOf<NumberFact, z.ZodNullable<z.ZodNumber>>(NUMBER_FACTS, z.number().nullable()),
    strain_type: z.enum(STRAIN_TYPES).nullable(),
    terpenes: z.array(z.object({ name: z.string(), percent: z.number() })).nullable(),
    ...eachOf(TEXT_FACTS, text),
    lot: Lot.nullish(),
    ...row,
  })
  .meta({ title: "ProductFacts" })

const facts = z.array(z.string()).describe("Names of facts")

export const AdminProductFactsListResponse = pageOf("product_facts", ProductFacts)

export const AdminProductFactsResponse = z.object({
  variant: z.looseObject({ id: z.string() }).describe("Medusa's variant with its product"),
  product_facts: ProductFacts.extend({ net_volume_fl_oz: z.number().nullable() })
    .meta({ title: "VariantProductFacts" })
    .nullable(),
  missing: facts.describe("Facts without which the variant is not sold"),
  advised: facts.describe("Facts that the label lacks"),
})

export const AdminCompletenessResponse = pageOf(
  "variants",
  z.object({
    variant_id: z.string(),
    variant_title: text,
    sku: text,
    product_id: text,
    product_title: text,
    product_status: text,
    limit_bucket: z.enum(LIMIT_BUCKETS).nullable(),
    missing: facts,
    advised: facts,
  })
).extend({
  summary: z
    .object({ total: count, sellable: count, missing: count, without_facts: count, advised: count })
    .describe("Over all variants"),
})

const created = z.object({ created: count })
const stock = created.extend({ updated: count })
const changes = stock.extend({ unchanged: count })

export const AdminCatalogImportResponse = z.object({
  catalog_import: z.object({
    dry_run: z.boolean(),
    rows: count,
    categories: created,
    products: changes,
    variants: changes,
    stock_levels: stock,
    facts: changes,
    lots: changes,
  }),
})
