/** Lowest first: a decision only ever grows stricter. */
export const RISK_DECISIONS = ["allow", "review", "block"] as const

/**
 * How far the attempt came: `open` its checkout is under way · `placed` the order exists · `undone` the checkout failed
 * after the score (a decline, say) · `blocked` it was refused because of the score
 */
export const RISK_STATES = ["open", "placed", "undone", "blocked"] as const

/**
 * Where the review stands: `none` nobody need look · `pending` waits for staff · `rejecting` staff said no, the order is
 * being canceled · `cleared` · `rejected` · `withdrawn` the order was canceled before anybody decided
 */
export const RISK_REVIEW_STATES = ["none", "pending", "rejecting", "cleared", "rejected", "withdrawn"] as const

/** A sale in one of these is not executed. */
export const HELD_REVIEW_STATES: string[] = ["pending", "rejecting", "rejected", "withdrawn"]

/**
 * What became of a sale: `return` the bank took the money back · `dispute` the shopper says it was not her ·
 * `refused_id` her identity document was refused · `staff_rejected` and `staff_cleared` the verdict of a review
 */
export const RISK_LABELS = ["return", "dispute", "refused_id", "staff_rejected", "staff_cleared"] as const

/** `draft` may be changed · `active` decides · `retired` did */
export const RULE_SET_STATES = ["draft", "active", "retired"] as const

/** Of two values, except `missing` and `known`, which ask whether there is a value at all. */
export const RULE_OPERATORS = ["gt", "gte", "lt", "lte", "eq", "ne", "missing", "known"] as const
