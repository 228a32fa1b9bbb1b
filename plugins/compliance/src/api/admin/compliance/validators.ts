import { z } from "@medusajs/framework/zod"
import { createFindParams } from "@medusajs/medusa/api/utils/validators"
import { LAB_RESULTS, LIMIT_BUCKETS, LOT_STATUSES, ROUTES, STRAIN_TYPES } from "../../../lib/fact-names"

const text = (max: number) => z.string().trim().min(1).max(max).nullable().optional()
const quantity = z.number().positive().max(99_999).nullable().optional()
const amount = z.number().min(0).max(99_999).nullable().optional()
const percent = z.number().min(0).max(100).nullable().optional()
/** Medusa passes on the message of a wrong text format without the field it belongs to. */
const day = (field: string) => z.iso.date(`Field '${field}' is not a day written YYYY-MM-DD`).nullable().optional()

const Terpene = z.strictObject({
  name: z.string().trim().min(1).max(40),
  percent: z.number().min(0).max(100).describe("Percent by weight"),
})

const Lot = z.strictObject({
  code: z.string().trim().min(1).max(64),
  status: z.enum(LOT_STATUSES).optional(),
  harvested_on: day("harvested_on"),
  packed_on: day("packed_on"),
  expires_on: day("expires_on"),
  lab_result: z.enum(LAB_RESULTS).nullable().optional(),
  lab_name: text(120),
  lab_licence: text(32),
  coa_number: text(64),
  tested_on: day("tested_on"),
})

/** Fields that are not sent stay; `null` clears one. `lot: null` takes the lot off the variant. */
export const AdminSaveProductFacts = z.strictObject({
  limit_bucket: z.enum(LIMIT_BUCKETS).optional(),
  route: z.enum(ROUTES).nullable().optional(),
  is_infused: z.boolean().optional(),
  is_low_dose_liquid: z.boolean().optional(),
  net_weight_g: quantity,
  net_volume_ml: quantity,
  units_per_package: z.number().int().min(1).max(1000).nullable().optional(),
  thc_pct: percent,
  cbd_pct: percent,
  total_thc_mg: amount,
  thc_mg_per_unit: amount,
  total_cbd_mg: amount,
  strain_type: z.enum(STRAIN_TYPES).nullable().optional(),
  terpenes: z.array(Terpene).max(20).nullable().optional(),
  brand: text(80),
  producer_licence: text(32),
  strain: text(80),
  ingredients: text(1000),
  allergens: text(300),
  lot: Lot.nullable().optional(),
  why: z.string().trim().min(1).max(500).optional().describe("For the audit log"),
})

export type AdminSaveProductFactsType = z.infer<typeof AdminSaveProductFacts>

const oneOrMany = <T extends z.ZodTypeAny>(schema: T) =>
  z.preprocess((value) => (value === undefined ? undefined : [value].flat()), z.array(schema).max(100).optional())

export const AdminGetProductFactsParams = createFindParams({ limit: 50, offset: 0 }).extend({
  limit_bucket: oneOrMany(z.enum(LIMIT_BUCKETS)),
  variant_id: oneOrMany(z.string().max(64)),
  lot_id: oneOrMany(z.string().max(64)),
  q: z.string().max(200).optional(),
})

export const AdminGetCompletenessParams = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  show: z
    .enum(["missing", "advised"])
    .default("missing")
    .describe("`missing`: variants that cannot be sold. `advised`: also those whose label facts are not whole"),
})

export type AdminGetCompletenessParamsType = z.infer<typeof AdminGetCompletenessParams>

/** A file of 5,000 rows is about 3 MB; the body parser stops at 6. */
export const AdminImportCatalog = z.strictObject({
  csv: z.string().min(1).max(5_000_000),
  sales_channel_id: z.string().max(64),
  stock_location_id: z.string().max(64),
  shipping_profile_id: z.string().max(64),
  dry_run: z.boolean().default(false),
  overwrite_stock: z.boolean().default(false),
})

export type AdminImportCatalogType = z.infer<typeof AdminImportCatalog>
