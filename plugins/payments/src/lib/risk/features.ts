/** What a number of the list counts; yes and no are 1 and 0. */
export type FeatureUnit = "cents" | "count" | "days" | "ratio" | "yes_no"

type Feature = { unit: FeatureUnit; description: string }

/**
 * Everything that rules and the learned model may look at. `null` is "not known": no device id was sent, the payment
 * service names no bank account, a guest has no history. Attempts are checkouts that were scored, whatever became of
 * them, this one not counted. Windows end with this attempt; no window counts more than 200.
 */
export const RISK_FEATURES = {
  amount_cents: { unit: "cents", description: "What is to be paid" },
  amount_to_norm: {
    unit: "ratio",
    description: "Amount over the mean of the customer's orders (three or more in a year)",
  },
  items_count: { unit: "count", description: "Articles in the cart" },
  is_guest: { unit: "yes_no", description: "Bought without an account" },
  account_age_days: { unit: "days", description: "Since the customer was first known" },
  customer_orders_365d: { unit: "count", description: "Orders the customer placed in a year" },
  customer_attempts_1h: { unit: "count", description: "Attempts of the customer in an hour" },
  customer_attempts_24h: { unit: "count", description: "Attempts of the customer in a day" },
  customer_blocked_24h: { unit: "count", description: "Attempts of the customer that were refused in a day" },
  customer_bad_365d: { unit: "count", description: "Returns, disputes and rejected reviews of the customer in a year" },
  customer_returns_365d: { unit: "count", description: "Payments of the customer that a bank took back in a year" },
  customer_refused_ids_365d: { unit: "count", description: "Refused identity documents of the customer in a year" },
  is_device_missing: { unit: "yes_no", description: "The storefront sent no device id" },
  is_device_new: { unit: "yes_no", description: "The customer has orders in a year, none from this device" },
  device_attempts_1h: { unit: "count", description: "Attempts from the device in an hour" },
  device_attempts_24h: { unit: "count", description: "Attempts from the device in a day" },
  device_customers_30d: { unit: "count", description: "Other customers on the device in 30 days" },
  device_bad_365d: { unit: "count", description: "Bad outcomes of sales from the device in a year" },
  ip_attempts_1h: { unit: "count", description: "Attempts from the network address in an hour" },
  ip_attempts_24h: { unit: "count", description: "Attempts from the network address in a day" },
  ip_customers_24h: { unit: "count", description: "Other customers at the network address in a day" },
  bank_attempts_24h: { unit: "count", description: "Attempts with the bank account in a day" },
  bank_customers_30d: { unit: "count", description: "Other customers with the bank account in 30 days" },
  bank_bad_365d: { unit: "count", description: "Bad outcomes of sales paid from the bank account in a year" },
  billing_name_mismatch: { unit: "yes_no", description: "Billing and shipping name differ" },
  billing_postal_mismatch: { unit: "yes_no", description: "Billing and shipping postal code differ" },
  billing_country_mismatch: { unit: "yes_no", description: "Billing and shipping country differ" },
  account_name_mismatch: { unit: "yes_no", description: "The account's name and the billing name differ" },
} as const satisfies Record<string, Feature>

export type RiskFeatureName = keyof typeof RISK_FEATURES
export type RiskFeatures = Record<RiskFeatureName, number | null>

export const RISK_FEATURE_NAMES = Object.keys(RISK_FEATURES) as [RiskFeatureName, ...RiskFeatureName[]]

type Name = { first_name?: string | null; last_name?: string | null } | null | undefined
type Address = (Name & { postal_code?: string | null; country_code?: string | null }) | null | undefined

/** What the cart says. */
export type SaleFacts = {
  now: Date
  amount_cents: number
  items_count: number
  customer: ({ has_account?: boolean; created_at?: Date | string } & NonNullable<Name>) | null
  billing: Address
  shipping: Address
  has_device: boolean
}

/** What earlier attempts and their outcomes say; a subject that is not known here has `null`. */
export type RiskHistory = {
  customer: {
    attempts_1h: number
    attempts_24h: number
    blocked_24h: number
    orders_365d: number
    mean_order_cents: number | null
    has_used_device: boolean
    bad_365d: number
    returns_365d: number
    refused_ids_365d: number
  } | null
  device: { attempts_1h: number; attempts_24h: number; customers_30d: number; bad_365d: number } | null
  ip: { attempts_1h: number; attempts_24h: number; customers_24h: number } | null
  bank: { attempts_24h: number; customers_30d: number; bad_365d: number } | null
}

/** A mean of one or two orders says little about a customer. */
const ORDERS_FOR_A_NORM = 3
const DAY_MS = 24 * 60 * 60_000

export function featuresOf(sale: SaleFacts, { customer, device, ip, bank }: RiskHistory): RiskFeatures {
  return {
    amount_cents: sale.amount_cents,
    amount_to_norm: ratioToNorm(sale.amount_cents, customer),
    items_count: sale.items_count,
    is_guest: yesNo(!sale.customer?.has_account),
    account_age_days: daysSince(sale.customer?.created_at, sale.now),
    customer_orders_365d: customer?.orders_365d ?? null,
    customer_attempts_1h: customer?.attempts_1h ?? null,
    customer_attempts_24h: customer?.attempts_24h ?? null,
    customer_blocked_24h: customer?.blocked_24h ?? null,
    customer_bad_365d: customer?.bad_365d ?? null,
    customer_returns_365d: customer?.returns_365d ?? null,
    customer_refused_ids_365d: customer?.refused_ids_365d ?? null,
    is_device_missing: yesNo(!sale.has_device),
    is_device_new: customer && sale.has_device ? yesNo(customer.orders_365d > 0 && !customer.has_used_device) : null,
    device_attempts_1h: device?.attempts_1h ?? null,
    device_attempts_24h: device?.attempts_24h ?? null,
    device_customers_30d: device?.customers_30d ?? null,
    device_bad_365d: device?.bad_365d ?? null,
    ip_attempts_1h: ip?.attempts_1h ?? null,
    ip_attempts_24h: ip?.attempts_24h ?? null,
    ip_customers_24h: ip?.customers_24h ?? null,
    bank_attempts_24h: bank?.attempts_24h ?? null,
    bank_customers_30d: bank?.customers_30d ?? null,
    bank_bad_365d: bank?.bad_365d ?? null,
    billing_name_mismatch: differ(nameOf(sale.billing), nameOf(sale.shipping)),
    billing_postal_mismatch: differ(plain(sale.billing?.postal_code), plain(sale.shipping?.postal_code)),
    billing_country_mismatch: differ(plain(sale.billing?.country_code), plain(sale.shipping?.country_code)),
    account_name_mismatch: differ(nameOf(sale.customer), nameOf(sale.billing)),
  }
}

/** Nothing is known: what a sale is stored with when scoring failed. */
export const unknownFeatures = () =>
  Object.fromEntries(RISK_FEATURE_NAMES.map((name) => [name, null])) as unknown as RiskFeatures

const yesNo = (value: boolean) => (value ? 1 : 0)

function ratioToNorm(amountCents: number, customer: RiskHistory["customer"]): number | null {
  const mean = customer && customer.orders_365d >= ORDERS_FOR_A_NORM ? customer.mean_order_cents : null
  return mean ? Math.round((amountCents / mean) * 100) / 100 : null
}

function daysSince(from: Date | string | undefined, now: Date): number | null {
  const then = from === undefined ? NaN : new Date(from).getTime()
  return Number.isNaN(then) ? null : Math.max(0, Math.floor((now.getTime() - then) / DAY_MS))
}

/** Without case, accents, spaces and punctuation: people and forms write them as they like. */
const plain = (text: string | null | undefined) =>
  (text ?? "")
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()

const nameOf = (name: Name) => plain(`${name?.first_name ?? ""}${name?.last_name ?? ""}`)

/** Only what both sides say can differ. */
const differ = (one: string, other: string) => (one && other ? yesNo(one !== other) : null)
