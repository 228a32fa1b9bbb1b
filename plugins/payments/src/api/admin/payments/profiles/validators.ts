import { z } from "@medusajs/framework/zod"

/** Nothing to ask for. */
export const AdminGetPaymentProfilesParams = z.strictObject({})
