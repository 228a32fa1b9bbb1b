export const STATUSES = ["pending", "approved", "rejected", "expired", "withdrawn"] as const

/** How an age was shown. */
export const METHODS = ["birth_date_review"] as const
