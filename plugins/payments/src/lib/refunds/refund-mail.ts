import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { RefundRequestDTO } from "../../types"
import { ledgerService } from "../ledger/ledger-service"
import { toCents } from "../money"
import { outcomeInBooks } from "./outcome"
import { REQUEST_KEY } from "./payment-facts"
import { refundService } from "./refund-service"

export const REFUND_MADE_TEMPLATE = "payments-refund-made"

const DAY_MS = 24 * 60 * 60_000

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
  return await oneAtATime(container, id, async () => {
    const service = refundService(container)
    const [request] = (await service.listPaymentRefundRequests({ id }, { take: 1 })) as RefundRequestDTO[]
    if (!request?.order_id || request.notified_at || !["succeeded", "pending"].includes(request.state)) {
      return false
    }
    const wasSent = await write(container, {
      resource_type: "payment_refund_request",
      resource_id: id,
      order_id: request.order_id,
      amount_cents: request.amount_cents,
      currency_code: request.currency_code,
      is_on_its_way: request.state === "pending",
    })
    await service.mark(id, "notified_at")
    return wasSent
  })
}

/** The same for refunds of a payment that no request of ours made: by hand, in a portal, by Medusa's own workflows. */
export async function sendForeignRefundMails(container: MedusaContainer, payment_id: string): Promise<void> {
  const payment = await paymentWithRefunds(container, payment_id)
  const newest = Math.max(...payment.refunds.map(({ created_at }) => +new Date(created_at)))
  for (const { id, amount, created_at, metadata } of payment.refunds) {
    // What lies long before the one that this is about was told at its time, or before there were such mails.
    const isNews = !metadata?.[REQUEST_KEY] && +new Date(created_at) > newest - DAY_MS
    if (isNews && payment.order_id) {
      const entries = await ledgerService(container).listPaymentEntries({ refund_id: id }, { take: 200 })
      const facts = {
        resource_type: "refund",
        resource_id: id,
        order_id: payment.order_id,
        amount_cents: toCents(amount),
        currency_code: payment.currency_code,
        is_on_its_way: outcomeInBooks(entries as never)?.state === "pending",
      }
      await oneAtATime(container, id, () => write(container, facts))
    }
  }
}

type Refund = { id: string; amount: BigNumberInput; created_at: string; metadata: Record<string, unknown> | null }

async function paymentWithRefunds(container: MedusaContainer, id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment",
    fields: [
      "currency_code",
      "payment_collection_id",
      ...["id", "amount", "created_at", "metadata"].map((field) => `refunds.${field}`),
    ],
    filters: { id },
  })
  const payment: any = data[0]
  const { data: links } = await query.graph({
    entity: "order_payment_collection",
    fields: ["order_id"],
    filters: { payment_collection_id: payment?.payment_collection_id ?? "" },
  })
  return {
    currency_code: payment?.currency_code as string,
    refunds: ((payment?.refunds ?? []) as (Refund | null)[]).filter((refund) => refund !== null),
    order_id: (links[0] as { order_id?: string } | undefined)?.order_id,
  }
}

const oneAtATime = async <T>(container: MedusaContainer, id: string, work: () => Promise<T>): Promise<T> =>
  await container.resolve(Modules.LOCKING).execute(`${REFUND_MADE_TEMPLATE}:${id}`, work, { timeout: 30 })

type MailFacts = Pick<RefundRequestDTO, "amount_cents" | "currency_code"> & {
  resource_type: string
  resource_id: string
  order_id: string
  is_on_its_way: boolean
}

/** Whether a mail was written: the notification's key is what it is about, so there is one of it. */
async function write(
  container: MedusaContainer,
  { resource_type, resource_id, ...facts }: MailFacts
): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: orders } = await query.graph({
    entity: "order",
    fields: ["id", "display_id", "email", "customer_id"],
    filters: { id: facts.order_id },
  })
  const order: any = orders[0]
  const idempotency_key = `${REFUND_MADE_TEMPLATE}:${resource_id}`
  const notifications = container.resolve(Modules.NOTIFICATION)
  const earlier = await notifications.listNotifications({ idempotency_key } as never, { take: 1 })
  if (order?.email && !earlier.length) {
    const data: z.infer<typeof RefundMadeData> = {
      order_id: order.id,
      display_id: order.display_id,
      amount: (facts.amount_cents / 100).toFixed(2),
      currency_code: facts.currency_code,
      is_on_its_way: facts.is_on_its_way,
    }
    await notifications.createNotifications({
      channel: "email",
      template: REFUND_MADE_TEMPLATE,
      to: order.email,
      trigger_type: "payments.refund_made",
      resource_type,
      resource_id,
      receiver_id: order.customer_id,
      idempotency_key,
      data,
    })
  }
  return !earlier.length
}
