import { z } from "@medusajs/framework/zod"

const MAX_CENTS = 100_000_000

const text = (max: number) => z.string().max(max).nullish()
const cents = z.number({ message: "must be an integer number of cents" }).int("must be an integer number of cents")

const OrderItem = z.strictObject({
  /** `prices[].id` of a menu feed. */
  product_id: z.number().int("must be an integer").positive("must be positive").nullish(),
  product_parent_id: z.number().int("must be an integer").nullish(),
  product_name: z.string({ message: "can't be blank" }).trim().min(1, "can't be blank").max(255),
  price: cents.min(0, "must not be negative").max(MAX_CENTS),
  quantity: z
    .number({ message: "must be an integer" })
    .int("must be an integer")
    .min(1, "must be at least 1")
    .max(10_000),
})

const Fields = z.strictObject({
  order_type: z.enum(["pickup", "delivery"], { message: "is not included in the list" }).default("pickup"),
  first_name: text(255),
  last_name: text(255),
  email: text(255),
  telephone: text(32),
  address: text(255),
  city: text(255),
  state_abbrev: text(2),
  zipcode: text(16),
  country: text(2),
  reference_no: text(255),
  source: z.string().max(30, "is too long (maximum is 30 characters)").default("online_store"),
  customer_type: z.string().max(50).default("recreational"),
  customer_id: z.number().int("must be an integer").nullish(),
  requested_payment_method: text(50),
  notes: text(10_000),
  requested_date: z.iso.date("is not a date").nullish(),
  requested_window_start_time: text(100),
  requested_window_end_time: text(100),
  tip_amount: cents.min(0, "must not be negative").max(MAX_CENTS).default(0),
  tip_type: text(50),
  status_callback: z.url("is not a URL").max(2000).nullish(),
  order_items_attributes: z.array(OrderItem, { message: "can't be blank" }).min(1, "can't be blank").max(500),
})

export type IncomingOrder = z.output<typeof Fields>

/** Messages by field, as Rails answers them: `{ "reference_no": ["can't be blank"] }`. */
export type FieldErrors = Record<string, string[]>

/**
 * Reads `incoming_order` of a request. Stricter than Rails, which drops unknown names without a word: here a misspelt field
 * is an error, because it would be lost in the store.
 */
export function readIncomingOrder(value: unknown): { order: IncomingOrder } | { errors: FieldErrors } {
  const result = Fields.safeParse(value)
  const errors: FieldErrors = {}
  const add = (field: string, message: string) => (errors[field] ??= []).push(message)
  if (!result.success) {
    for (const issue of result.error.issues) {
      const names = issue.code === "unrecognized_keys" ? issue.keys : [undefined]
      names.forEach((name) =>
        add(
          [...issue.path, ...(name ? [name] : [])].join(".") || "incoming_order",
          name ? "is not a known field" : issue.message
        )
      )
    }
    return { errors }
  }
  const order = result.data
  if (order.order_type === "delivery") {
    const needed = ["address", "city", "state_abbrev", "zipcode"] as const
    needed.filter((field) => !order[field]).forEach((field) => add(field, "can't be blank"))
  }
  return Object.keys(errors).length ? { errors } : { order }
}
