import type { AuditActor } from "@rise-via/core"
import type { CatalogImportCounts, SaveFactsDTO, SaveLotDTO } from "./index"

export type ImportCatalogInput = {
  /** The whole file. */
  csv: string
  sales_channel_id: string
  stock_location_id: string
  shipping_profile_id: string
  /** Reads, checks and counts, and changes nothing. */
  dry_run?: boolean
  /**
   * `stock` is what a new variant opens with. With this, it also overwrites what is on the shelf at that location.
   * Off by default: a file that is imported again must not bring back what has been sold meanwhile.
   */
  overwrite_stock?: boolean
  actor: AuditActor
}

export type PlannedPrice = { id?: string; amount: number; currency_code: string }

export type PlannedVariant = {
  sku: string
  title: string
  options: Record<string, string>
  prices: PlannedPrice[]
  manage_inventory: boolean
}

export type PlannedProduct = {
  handle: string
  title: string
  subtitle: string
  description: string
  /** Null for a generated image. */
  image_url: string | null
  category_handle: string
  sizes: string[]
  variants: PlannedVariant[]
}

export type PlannedProductChange = {
  id: string
  title?: string
  subtitle?: string
  description?: string
  thumbnail?: string
  images?: { url: string }[]
  /** Set when the product is not yet in the file's category; it keeps the others. */
  add_category_handle?: string
  category_ids: string[]
}

export type PlannedStock = { sku: string; stocked_quantity: number }

export type ImportPlan = {
  categories: { name: string; handle: string }[]
  new_products: PlannedProduct[]
  changed_products: PlannedProductChange[]
  /** Values that the size option of a product still lacks. */
  new_sizes: { product_id: string; product_option_id: string; add: { value: string }[] }[]
  new_variants: (PlannedVariant & { product_id: string })[]
  changed_variants: { id: string; title?: string; options?: Record<string, string>; prices?: PlannedPrice[] }[]
  opening_stock: PlannedStock[]
  changed_stock: { inventory_item_id: string; location_id: string; stocked_quantity: number }[]
  facts: (Omit<SaveFactsDTO, "variant_id"> & { sku: string })[]
  lots: SaveLotDTO[]
  counts: CatalogImportCounts
}

/** What of the shop a catalog touches, as it is now. */
export type CatalogState = {
  categories: { id: string; handle: string }[]
  products: ExistingProduct[]
  /** Variants of products that the file does not name, but whose SKU it uses. */
  foreign_skus: { sku: string; handle: string }[]
  lots: Record<string, any>[]
}

export type ExistingProduct = {
  id: string
  handle: string
  title: string
  subtitle: string | null
  description: string | null
  thumbnail: string | null
  categories: { id: string; handle: string }[]
  options: { id: string; title: string; values: { value: string }[] }[]
  variants: ExistingVariant[]
}

export type ExistingVariant = {
  id: string
  sku: string | null
  title: string
  options: { value: string; option?: { title: string } }[]
  prices: {
    id: string
    amount: number
    currency_code: string
    rules_count?: number
    min_quantity?: unknown
    max_quantity?: unknown
    price_list_id?: string | null
  }[]
  inventory_items: {
    inventory_item_id: string
    inventory?: { location_levels?: { location_id: string; stocked_quantity: number }[] }
  }[]
  product_facts?: Record<string, any> | null
}
