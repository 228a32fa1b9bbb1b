export { evaluateLimits } from "./evaluate"
export { fromBase } from "./measure"
export { limitsFor, rulesOn } from "./select"
export type * from "./types"
