import { model } from "@medusajs/framework/utils"
import { LIMIT_BUCKETS, ROUTES, STRAIN_TYPES } from "../../../lib/fact-names"
import { ComplianceLot } from "./compliance-lot"

/**
 * What the law and the label say about one variant. Quantities carry their unit in the name; an unknown fact is
 * null and stops the sale where its bucket needs it. Fluid ounces are derived from `net_volume_ml`.
 */
export const ProductFacts = model
  .define(
    { name: "product_facts", tableName: "compliance_product_facts" },
    {
      id: model.id({ prefix: "cpfact" }).primaryKey(),
      variant_id: model.text(),
      limit_bucket: model.enum([...LIMIT_BUCKETS]),
      route: model.enum([...ROUTES]).nullable(),
      is_infused: model.boolean().default(false),
      is_low_dose_liquid: model.boolean().default(false),
      net_weight_g: model.float().nullable(),
      net_volume_ml: model.float().nullable(),
      units_per_package: model.number().nullable(),
      thc_pct: model.float().nullable(),
      cbd_pct: model.float().nullable(),
      total_thc_mg: model.float().nullable(),
      thc_mg_per_unit: model.float().nullable(),
      total_cbd_mg: model.float().nullable(),
      strain_type: model.enum([...STRAIN_TYPES]).nullable(),
      terpenes: model.json().nullable(),
      brand: model.text().searchable().nullable(),
      producer_licence: model.text().nullable(),
      strain: model.text().searchable().nullable(),
      ingredients: model.text().nullable(),
      allergens: model.text().nullable(),
      lot: model.belongsTo(() => ComplianceLot, { mappedBy: "product_facts" }).nullable(),
    }
  )
  .indexes([{ on: ["variant_id"], unique: true }, { on: ["limit_bucket"] }])
