import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { METHODS, STATUSES } from "../../../lib/statuses"

const at = z.iso.datetime().nullable()
const text = z.string().nullable()

const AgeVerification = z
  .object({
    id: z.string(),
    customer_id: z.string(),
    method: z.enum(METHODS),
    status: z.enum(STATUSES),
    birth_date: text.describe("`YYYY-MM-DD`; gone when the person was erased"),
    first_name: text.describe("As it was when the request was made"),
    last_name: text,
    decided_by: text.describe("Id of the member of staff or the secret key"),
    decided_at: at,
    reason: text.describe("Told to the customer"),
    expires_at: at,
    erased_at: at,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    customer: z.looseObject({ id: z.string() }).nullish().describe("Medusa's customer, gone when it was deleted"),
  })
  .meta({ title: "AgeVerification" })

export const AdminAgeVerificationResponse = z.object({ age_verification: AgeVerification })
export const AdminAgeVerificationsResponse = pageOf("age_verifications", AgeVerification)
