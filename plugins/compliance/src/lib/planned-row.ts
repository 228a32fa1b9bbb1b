import type { SaveFactsDTO, SaveLotDTO } from "../types"
import type { PlannedVariant } from "../types/import"
import type { CatalogRow } from "./catalog-columns"
import { FACT_FIELDS } from "./fact-names"
import { pickFields } from "./changes"

/** A catalog has one option: how much of it. */
export const SIZE_OPTION = "Size"

export const CURRENCY = "usd"

export const plannedVariant = (row: CatalogRow): PlannedVariant => ({
  sku: row.sku,
  title: row.size,
  options: { [SIZE_OPTION]: row.size },
  prices: [{ amount: row.price_usd, currency_code: CURRENCY }],
  manage_inventory: true,
})

/** An empty cell says "not known": it clears a fact that an earlier file gave. */
export const factsOf = (row: CatalogRow): Omit<SaveFactsDTO, "variant_id"> & { sku: string } => ({
  sku: row.sku,
  ...pickFields(row, FACT_FIELDS),
  lot_code: row.lot_code,
})

export const lotOf = (row: CatalogRow): SaveLotDTO => ({
  code: row.lot_code!,
  status: row.lot_status ?? "active",
  harvested_on: row.harvested_on,
  packed_on: row.packed_on,
  expires_on: row.expires_on,
  lab_result: row.lab_result,
  lab_name: row.lab_name,
  lab_licence: row.lab_licence,
  coa_number: row.coa_number,
  tested_on: row.tested_on,
})
