export * from "./payment-cursor"
export * from "./payment-entry"
export * from "./payment-posting"
export * from "./payment-subject"
