export * from "./age-verification"
