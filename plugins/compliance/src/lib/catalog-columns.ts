import { z } from "@medusajs/framework/zod"
import { LAB_RESULTS, LIMIT_BUCKETS, LOT_STATUSES, ROUTES, STRAIN_TYPES } from "./fact-names"

const empty = (value: string) => (value === "" ? null : value)

const text = (max: number) => z.string().max(max, `is longer than ${max} characters`)
const needed = (max: number) => text(max).min(1, "is empty")
const optional = (max: number) => text(max).transform(empty)

const pattern = (max: number, expression: RegExp, message: string) => needed(max).regex(expression, message)

/** A decimal without sign or exponent, so that 1e9 or a comma for a point is a mistake of the file and not a number. */
const number = ({ max, places, min = 0 }: { max: number; places: number; min?: number }) =>
  z
    .string()
    .regex(new RegExp(`^(\\d{1,7}(\\.\\d{1,${places}})?)?$`), `is not a number with at most ${places} decimals`)
    .transform((value) => (value === "" ? null : Number(value)))
    .refine((value) => value === null || (value >= min && value <= max), `is not between ${min} and ${max}`)

const whole = (max: number, min = 0) =>
  z
    .string()
    .regex(/^\d{0,7}$/, "is not a whole number")
    .transform((value) => (value === "" ? null : Number(value)))
    .refine((value) => value === null || (value >= min && value <= max), `is not between ${min} and ${max}`)

const given = <T>(schema: z.ZodType<T | null, string>) =>
  schema.refine((value) => value !== null, "is empty").transform((value) => value as T)

const flag = z.enum(["true", "false", ""], "is not true or false").transform((value) => value === "true")

const choice = <const T extends readonly string[]>(values: T) =>
  z
    .enum([...values, ""] as [...T, ""], `is not one of ${values.join(", ")}`)
    .transform((value) => empty(value) as T[number] | null)

const day = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, "is not a day written YYYY-MM-DD")
  .refine((value) => value === "" || isDay(value), "is not a day of the calendar")
  .transform(empty)

function isDay(value: string) {
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

/** `myrcene 0.62; limonene 0.41`, percent by weight, strongest first as labels have it. */
const terpenes = text(400).transform((value, context) => {
  if (value === "") {
    return null
  }
  return value.split(";").map((part) => {
    const [, name, percent] = /^\s*([a-z][a-z -]{1,39}?)\s+(\d{1,2}(?:\.\d{1,3})?)\s*$/.exec(part) ?? []
    if (!name) {
      context.addIssue({ code: "custom", message: `"${part.trim().slice(0, 40)}" is not a terpene with its percent` })
      return z.NEVER
    }
    return { name, percent: Number(percent) }
  })
})

const imageUrl = optional(1000).refine(
  (value) => value === null || /^https:\/\/\S+$/.test(value),
  "is not an https address"
)

/** Columns that say the same on every row of a product. */
export const PRODUCT_COLUMNS = {
  handle: pattern(100, /^[a-z0-9]+(-[a-z0-9]+)*$/, "is not lower-case words joined by dashes"),
  title: needed(150),
  category: needed(60),
  brand: needed(80),
  producer_licence: optional(32),
  strain: optional(80),
  strain_type: choice(STRAIN_TYPES),
  description: needed(4000),
  ingredients: optional(1000),
  allergens: optional(300),
  image_url: imageUrl,
}

/** Columns of one thing with a price: a size of a product. */
export const VARIANT_COLUMNS = {
  sku: pattern(64, /^[A-Za-z0-9][A-Za-z0-9._-]*$/, "is not letters, digits, dots, dashes and underscores"),
  size: needed(60),
  price_usd: given(number({ max: 100_000, places: 2, min: 0.01 })),
  stock: given(whole(1_000_000)),
  limit_bucket: z.enum(LIMIT_BUCKETS, `is not one of ${LIMIT_BUCKETS.join(", ")}`),
  route: choice(ROUTES),
  is_infused: flag,
  is_low_dose_liquid: flag,
  net_weight_g: number({ max: 99_999, places: 3, min: 0.001 }),
  net_volume_ml: number({ max: 99_999, places: 2, min: 0.01 }),
  units_per_package: whole(1000, 1),
  thc_pct: number({ max: 100, places: 2 }),
  cbd_pct: number({ max: 100, places: 2 }),
  total_thc_mg: number({ max: 99_999, places: 2 }),
  thc_mg_per_unit: number({ max: 99_999, places: 2 }),
  total_cbd_mg: number({ max: 99_999, places: 2 }),
  terpenes,
}

/** Columns that say the same on every row of a lot. Empty where goods come from none. */
export const LOT_COLUMNS = {
  lot_code: optional(64),
  lot_status: choice(LOT_STATUSES),
  harvested_on: day,
  packed_on: day,
  expires_on: day,
  lab_result: choice(LAB_RESULTS),
  lab_name: optional(120),
  lab_licence: optional(32),
  coa_number: optional(64),
  tested_on: day,
}

export const catalogRowSchema = z.object({ ...PRODUCT_COLUMNS, ...VARIANT_COLUMNS, ...LOT_COLUMNS })

export type CatalogColumn = keyof z.infer<typeof catalogRowSchema>
export const CATALOG_COLUMNS = Object.keys(catalogRowSchema.shape) as CatalogColumn[]

/** A row as it was understood, with the line of the file on which it began. */
export type CatalogRow = z.infer<typeof catalogRowSchema> & { line: number }
