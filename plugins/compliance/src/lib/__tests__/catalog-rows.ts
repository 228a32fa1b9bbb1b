import { CATALOG_COLUMNS } from "../catalog-columns"

type Cells = Record<string, string>

const FLOWER: Cells = {
  handle: "grey-test",
  title: "Grey Test",
  category: "Flower",
  brand: "Test Farms",
  producer_licence: "990001",
  strain: "Grey Test",
  strain_type: "hybrid",
  description: "For specs.",
  sku: "TST-1G",
  size: "1 g",
  price_usd: "10.50",
  stock: "12",
  limit_bucket: "flower",
  route: "inhaled",
  is_infused: "false",
  is_low_dose_liquid: "false",
  net_weight_g: "1",
  units_per_package: "1",
  thc_pct: "20",
  cbd_pct: "0.1",
  total_thc_mg: "200",
  thc_mg_per_unit: "200",
  total_cbd_mg: "1",
  terpenes: "myrcene 0.62; limonene 0.41",
  lot_code: "LOT-1",
  lot_status: "active",
  harvested_on: "2026-09-01",
  packed_on: "2026-10-01",
  expires_on: "2027-10-01",
  lab_result: "passed",
  lab_name: "Test Labs",
  lab_licence: "L-1",
  coa_number: "COA-1",
  tested_on: "2026-09-20",
}

const cell = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value)

/** One row of a flower that is right in everything but what a spec changes. */
export const flowerRow = (changes: Cells = {}): Cells => ({ ...FLOWER, ...changes })

/** The same as a second size of the same product and lot. */
export const secondSize = (changes: Cells = {}) =>
  flowerRow({
    sku: "TST-2G",
    size: "2 g",
    net_weight_g: "2",
    total_thc_mg: "400",
    thc_mg_per_unit: "400",
    total_cbd_mg: "2",
    ...changes,
  })

/** A catalog file; the header is line 1. */
export const catalogOf = (rows: Cells[], columns: readonly string[] = CATALOG_COLUMNS) =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]
    .map((line) => line.map(cell).join(","))
    .join("\n") + "\n"
