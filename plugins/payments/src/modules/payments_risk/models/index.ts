export * from "./payment-risk-assessment"
export * from "./payment-risk-label"
export * from "./payment-risk-model"
export * from "./payment-risk-rule-set"
