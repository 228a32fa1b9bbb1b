import { FACT_FIELDS, LOT_FIELDS } from "../../../lib/fact-names"

export const defaultProductFactsFields = [
  "id",
  "variant_id",
  "lot_id",
  ...FACT_FIELDS,
  "lot.id",
  ...LOT_FIELDS.map((field) => `lot.${field}`),
  "created_at",
  "updated_at",
]

export const listProductFactsQueryConfig = { defaults: defaultProductFactsFields, defaultLimit: 50, isList: true }
