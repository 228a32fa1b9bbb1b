import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { clock, TooManyRequestsError } from "@rise-via/core"
import { HYPUR_SERVICE } from "../module-names"
import { tenDigits } from "./buyer"

const HOUR_MS = 60 * 60_000
const PER_HOUR = 3

/** A signed-in stranger must not have Hypur text other people, nor the same one all day. */
export async function refuseToText(container: MedusaContainer, customerId: string, phone: string): Promise<void> {
  const customer = await container.resolve(Modules.CUSTOMER).retrieveCustomer(customerId, { select: ["id", "phone"] })
  if (tenDigits(customer.phone) !== phone) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "A link is texted only to the phone of your own account")
  }
  // Core keeps an attempt of every message: that is what is counted.
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "core_attempt",
    fields: ["id"],
    filters: {
      service: HYPUR_SERVICE,
      operation: "verify-consumer",
      idempotency_key: customerId,
      created_at: { $gte: new Date(clock.now().getTime() - HOUR_MS) },
    } as never,
    pagination: { take: PER_HOUR },
  })
  if (data.length >= PER_HOUR) {
    throw new TooManyRequestsError("You were texted often enough: try again in an hour", HOUR_MS / 1_000)
  }
}
