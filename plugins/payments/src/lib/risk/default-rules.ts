import type { RiskRule, RiskRules } from "./rules"

const rule = (
  code: string,
  [feature, operator, value]: [RiskRule["feature"], RiskRule["operator"], number],
  points: number,
  reason: string
): RiskRule => ({ code, feature, operator, value, points, reason })

/** The version that decides until staff activate rules of their own. */
export const BUILT_IN_VERSION = 0

/**
 * What a shop starts with. No single circumstance that honest people share (a new account, a busy network, a large cart)
 * leads to a review by itself; what is bound to money that was lost before does so soon.
 */
export const DEFAULT_RULES: RiskRules = {
  review_at: 50,
  block_at: 100,
  rules: [
    rule(
      "bank_returned_before",
      ["customer_returns_365d", "gte", 1],
      50,
      "A bank took a payment of this customer back"
    ),
    rule("bank_returned_often", ["customer_returns_365d", "gte", 2], 50, "Banks took several payments back"),
    rule("bad_account", ["bank_bad_365d", "gte", 1], 60, "This bank account was part of a bad sale"),
    rule("bad_device", ["device_bad_365d", "gte", 1], 35, "This device was part of a bad sale"),
    rule("refused_id", ["customer_refused_ids_365d", "gte", 1], 25, "An identity document of the customer was refused"),
    rule("shared_account", ["bank_customers_30d", "gte", 2], 40, "Several customers pay from this bank account"),
    rule("shared_device", ["device_customers_30d", "gte", 3], 25, "Several customers use this device"),
    rule("customer_in_a_hurry", ["customer_attempts_1h", "gte", 6], 20, "Many attempts of the customer in an hour"),
    rule("device_in_a_hurry", ["device_attempts_1h", "gte", 10], 20, "Many attempts from the device in an hour"),
    rule("network_in_a_hurry", ["ip_attempts_1h", "gte", 40], 10, "Many attempts from the network in an hour"),
    rule("blocked_before", ["customer_blocked_24h", "gte", 2], 20, "Attempts of the customer were refused today"),
    rule("new_account", ["account_age_days", "lt", 1], 10, "The customer was first seen today"),
    rule("large_amount", ["amount_cents", "gte", 50_000], 15, "A large amount"),
    rule("unlike_customer", ["amount_to_norm", "gte", 4], 15, "Four times what the customer usually spends"),
    rule("new_device", ["is_device_new", "eq", 1], 5, "A device that the customer has not used before"),
    rule("other_country", ["billing_country_mismatch", "eq", 1], 20, "Billing and shipping country differ"),
    rule("other_name", ["billing_name_mismatch", "eq", 1], 10, "Billing and shipping name differ"),
    rule("not_the_account", ["account_name_mismatch", "eq", 1], 5, "Billing name and account name differ"),
  ],
}
