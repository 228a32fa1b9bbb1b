import type { AuditActor } from "@rise-via/core"
import type { LabResult, LimitBucket, LotStatus, NumberFact, Route, StrainType } from "../lib/fact-names"

export type Terpene = { name: string; percent: number }

/** Facts of one variant. `null` is "not known", never "zero". */
export type ProductFactsValues = {
  limit_bucket: LimitBucket
  route: Route | null
  is_infused: boolean
  is_low_dose_liquid: boolean
  brand: string | null
  producer_licence: string | null
  strain: string | null
  strain_type: StrainType | null
  terpenes: Terpene[] | null
  ingredients: string | null
  allergens: string | null
} & Record<NumberFact, number | null>

export type LotValues = {
  code: string
  status: LotStatus
  /** Dates of the law are days, not instants: `YYYY-MM-DD`. */
  harvested_on: string | null
  packed_on: string | null
  expires_on: string | null
  lab_result: LabResult | null
  lab_name: string | null
  lab_licence: string | null
  coa_number: string | null
  tested_on: string | null
}

export type ProductFactsDTO = ProductFactsValues & { id: string; variant_id: string; lot_id: string | null }
export type LotDTO = LotValues & { id: string }

/** Only the fields that are given are changed; `null` clears one. A variant without facts needs `limit_bucket`. */
export type SaveFactsDTO = Partial<ProductFactsValues> & {
  variant_id: string
  /** Code of the lot on the shelf; `null` takes it off. */
  lot_code?: string | null
}

export type SaveLotDTO = Partial<LotValues> & { code: string }

export type SaveProductFactsDTO = {
  facts: SaveFactsDTO[]
  lots?: SaveLotDTO[]
  actor: AuditActor
  why?: string
}

/** What was there before, enough to put it back. */
export type FactsUndo = {
  created_facts: string[]
  updated_facts: ProductFactsDTO[]
  created_lots: string[]
  updated_lots: LotDTO[]
}

export type CatalogImportCounts = {
  rows: number
  categories: { created: number }
  products: { created: number; updated: number; unchanged: number }
  variants: { created: number; updated: number; unchanged: number }
  stock_levels: { created: number; updated: number }
  facts: { created: number; updated: number; unchanged: number }
  lots: { created: number; updated: number; unchanged: number }
}
