import { declarePermissions } from "@rise-via/core"

declarePermissions([
  {
    key: "payments:read",
    description: "See what payment services know of an order, what was captured, and the ledger",
  },
  {
    key: "payments:refresh",
    description: "Read an order at the register again; money that was taken is then captured",
  },
  {
    key: "payments:reconcile",
    description: "Reconcile a payment service's day, and settle what does not agree",
  },
  {
    key: "payments:note-by-hand",
    description: "Note what was done in a payment service's own portal: a payment, a refund, a cancellation",
  },
  {
    key: "payments:record-portal-refund",
    description: "Record a refund that was made in POSaBIT's portal; Medusa's refund and the books follow",
  },
  {
    key: "payments:import-menu",
    description: "Preview and import POSaBIT's menu: products, prices and what is on sale follow the register",
  },
  {
    key: "payments:review",
    description: "Decide on sales in risk review: let their payment be captured, or cancel the order",
  },
  {
    key: "payments:risk-rules",
    description: "Change, try and activate risk rules; train and switch the learned model",
  },
  {
    key: "payments:refund",
    description: "Give money back, within the limits of the shop",
  },
  {
    key: "payments:approve-refund",
    description: "Approve or decline refunds that need a second person",
  },
  {
    key: "payments:settle-refund",
    description: "Say what became of a refund where the payment service cannot",
  },
  {
    key: "payments:capture",
    description: "Capture what is held at a payment service, whole or a part of it, and say why",
  },
  {
    key: "payments:payout",
    description: "Send money to a customer's bank account, or a link to pay",
  },
  {
    key: "payments:configure",
    description: "See and set up what payment services send to this store",
  },
])
