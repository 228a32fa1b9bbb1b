/** Events of the plugin. */
export const PaymentsWorkflowEvents = {
  /** A reconciliation is to be worked on. `{ id }` of the run; wakes a worker. */
  RECONCILIATION_REQUESTED: "payments.reconciliation_requested",
  /** A reconciliation has ended well. `{ id }` of the run. */
  RECONCILIATION_COMPLETED: "payments.reconciliation_completed",
  /** A refund waits for a second person. `{ id }` of the request, as in the next two. */
  REFUND_REQUESTED: "payments.refund_requested",
  /** The payment service gave the money back, or accepted to. */
  REFUND_MADE: "payments.refund_made",
  /** Nothing went back. */
  REFUND_FAILED: "payments.refund_failed",
} as const
