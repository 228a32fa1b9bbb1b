import { z } from "@medusajs/framework/zod"
import { GATEWAYS } from "../../../../lib/ledger/words"

const count = z.number().int().min(0)
const rate = z.number().min(0).max(1).nullable()

const Counts = {
  attempts: count.describe("Payment sessions that the service was asked about"),
  succeeded: count,
  declined: count.describe("The shopper's bank or the service's risk engine said no"),
  failed: count.describe("The service, the network or the shop did not manage"),
  open: count.describe("Nobody knows yet, or it is on its way"),
  success_rate: rate.describe("Of all that are over"),
  payable_success_rate: rate.describe("Of all that are over and were not declined"),
}

export const AdminSuccessRateResponse = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  bucket: z.enum(["hour", "day"]),
  providers: z.array(
    z.object({
      provider: z.enum(GATEWAYS),
      ...Counts,
      reasons: z.array(
        z.object({
          outcome: z.enum(["declined", "failed"]),
          code: z.string().nullable().describe("The service's own"),
          message: z.string().describe("What shoppers are told"),
          count,
        })
      ),
    })
  ),
  buckets: z.array(z.object({ at: z.iso.datetime().describe("UTC"), provider: z.enum(GATEWAYS), ...Counts })),
})
