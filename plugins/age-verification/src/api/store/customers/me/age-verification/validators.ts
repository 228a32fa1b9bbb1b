import { z } from "@medusajs/framework/zod"
import { isLocalDate } from "../../../../../lib/age"

export const StoreRequestAgeVerification = z.strictObject({
  birth_date: z
    .string()
    .max(10, "birth_date must be a date that exists, written as YYYY-MM-DD")
    .refine(isLocalDate, "birth_date must be a date that exists, written as YYYY-MM-DD")
    .describe("Calendar day, `YYYY-MM-DD`"),
})

export type StoreRequestAgeVerificationType = z.infer<typeof StoreRequestAgeVerification>
