export * from "./options"
export * from "./verification"
