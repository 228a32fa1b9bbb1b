export * from "./payment-refund-account"
export * from "./payment-refund-request"
