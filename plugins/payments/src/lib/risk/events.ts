/** Payload of each: `{ id, order_id, payment_session_id }`, the id being that of the assessment. Sent through the outbox. */
export const RISK_REVIEW_REQUESTED = "payments.review_requested"
export const RISK_REVIEW_CLEARED = "payments.review_cleared"
export const RISK_REVIEW_REJECTED = "payments.review_rejected"
