export { evaluateTaxes } from "./evaluate"
export type * from "./types"
