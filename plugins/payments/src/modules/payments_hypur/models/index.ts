export * from "./hypur-act"
export * from "./hypur-request"
