import { z } from "@medusajs/framework/zod"

const LONGEST_MS = 93 * 24 * 60 * 60_000
const LONGEST_HOURLY_MS = 7 * 24 * 60 * 60_000
const time = z.iso.datetime({ offset: true, error: "must be a time such as 2026-03-08T00:00:00Z" })
const lengthOf = ({ from, to }: { from: string; to: string }) => Date.parse(to) - Date.parse(from)

export const AdminGetSuccessRateParams = z
  .strictObject({ from: time, to: time, bucket: z.enum(["hour", "day"]).default("day") })
  .refine((period) => lengthOf(period) > 0, { path: ["to"], error: "must be later than `from`" })
  .refine((period) => lengthOf(period) <= LONGEST_MS, { path: ["to"], error: "must be within 93 days of `from`" })
  .refine((period) => period.bucket !== "hour" || lengthOf(period) <= LONGEST_HOURLY_MS, {
    path: ["bucket"],
    error: "can be `hour` for at most 7 days",
  })
export type AdminGetSuccessRateParamsType = z.infer<typeof AdminGetSuccessRateParams>
