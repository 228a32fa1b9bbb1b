import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { RefundRequestDTO } from "../../types"
import { refundService } from "./refund-service"

export const REFUND_MADE_TEMPLATE = "payments-refund-made"

export const RefundMadeData = z.object({
  order_id: z.string(),
  /** Number of the order for people. */
  display_id: z.number().int(),
  /** Major units, e.g. `12.50`. */
  amount: z.string(),
  currency_code: z.string(),
  /** The bank still has to book it. */
  is_on_its_way: z.boolean(),
})

/**
 * Writes to the customer that money went back, once: the request remembers it, and the notification's key is the
 * request. Subscriber and recovery may come at once, so one waits for the other. Answers false when there was nothing to
 * write.
 */
export async function sendRefundMail(container: MedusaContainer, id: string): Promise<boolean> {
  const locking = container.resolve(Modules.LOCKING)
  return await locking.execute(`${REFUND_MADE_TEMPLATE}:${id}`, () => sendOnce(container, id), { timeout: 30 })
}

async function sendOnce(container: MedusaContainer, id: string): Promise<boolean> {
  const service = refundService(container)
  const [request] = (await service.listPaymentRefundRequests({ id }, { take: 1 })) as RefundRequestDTO[]
  if (!request?.order_id || request.notified_at || !["succeeded", "pending"].includes(request.state)) {
    return false
  }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: orders } = await query.graph({
    entity: "order",
    fields: ["id", "display_id", "email", "customer_id"],
    filters: { id: request.order_id },
  })
  const order: any = orders[0]
  const idempotency_key = `${REFUND_MADE_TEMPLATE}:${id}`
  const notifications = container.resolve(Modules.NOTIFICATION)
  const earlier = await notifications.listNotifications({ idempotency_key } as never, { take: 1 })
  if (order?.email && !earlier.length) {
    const data: z.infer<typeof RefundMadeData> = {
      order_id: order.id,
      display_id: order.display_id,
      amount: (request.amount_cents / 100).toFixed(2),
      currency_code: request.currency_code,
      is_on_its_way: request.state === "pending",
    }
    await notifications.createNotifications({
      channel: "email",
      template: REFUND_MADE_TEMPLATE,
      to: order.email,
      trigger_type: "payments.refund_made",
      resource_type: "payment_refund_request",
      resource_id: id,
      receiver_id: order.customer_id,
      idempotency_key,
      data,
    })
  }
  await service.mark(id, "notified_at")
  return !earlier.length
}
