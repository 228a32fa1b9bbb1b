import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { clock } from "@rise-via/core"
import { riskService } from "../lib/risk/risk-service"

/**
 * A refused identity document counts against the customer. The event is known by its name alone; the store need not have
 * what sends it. Running twice notes it once.
 */
export default async function labelRefusedId({ event, container }: SubscriberArgs<{ id: string }>) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "age_verification",
    fields: ["customer_id"],
    filters: { id: event.data.id },
  })
  if (data[0]?.customer_id) {
    const { customer_id } = data[0]
    const source = `age_verification:${event.data.id}`
    await riskService(container).label([{ kind: "refused_id", source, customer_id, labelled_at: clock.now() }])
  }
}

export const config: SubscriberConfig = {
  event: "age_verification.verification_rejected",
  context: { subscriberId: "payments.label-refused-id" },
}
