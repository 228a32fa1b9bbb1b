export * from "./payment-difference"
export * from "./payment-reconciliation-run"
export * from "./payment-run-difference"
export * from "./payment-settlement-line"
