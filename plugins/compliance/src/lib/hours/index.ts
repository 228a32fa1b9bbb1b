export { hoursAt, hoursThroughout } from "./hours"
export type { HoursCode, HoursQuestion, HoursVerdict, OpenTime, Schedule } from "./hours"
