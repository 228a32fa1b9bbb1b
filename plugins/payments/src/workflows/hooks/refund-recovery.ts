import { clock, declareNotification, registerRecovery } from "@rise-via/core"
import { agreeWithMedusa, carryOutRefund } from "../../lib/refunds/carry-out"
import { REFUND_MADE_TEMPLATE, RefundMadeData, sendRefundMail } from "../../lib/refunds/refund-mail"
import { refundService } from "../../lib/refunds/refund-service"
import { subjectOf } from "../../lib/refunds/request-facts"
import { findUnfinishedRefunds } from "../../lib/refunds/unfinished"
import type { RefundRequestDTO } from "../../types"

const DAY_MS = 24 * 60 * 60_000
const OVERDUE_MS = 2 * 60_000

declareNotification({
  template: REFUND_MADE_TEMPLATE,
  channels: ["email"],
  purpose: "transactional",
  description: "Tells a customer that money goes back, how much and for which order",
  data: RefundMadeData,
})

// After the recoveries of the payment services: what they find out is in the books by then.
registerRecovery<RefundRequestDTO>({
  name: "payments.refunds",
  order: 170,
  find: findUnfinishedRefunds,
  repair: async (request, container) => {
    const isOver = request.state === "succeeded" || request.state === "failed"
    const after = isOver
      ? await agreeWithMedusa(container, request)
      : await carryOutRefund(container, request.id, clock.now())
    if (isOver || after.state !== request.state) {
      const why = isOver
        ? `The refund ${request.id} was over, and Medusa did not say so yet.`
        : `The refund ${request.id} was ${request.state} when somebody was cut off; it is ${after.state} now.`
      return { action: "payments.refund_recovered", subject: subjectOf(request), why }
    }
  },
})

registerRecovery<RefundRequestDTO>({
  name: "payments.refund-mails",
  order: 180,
  find: async (container, now) =>
    (await refundService(container).listPaymentRefundRequests(
      {
        state: ["succeeded", "pending"],
        notified_at: null,
        order_id: { $ne: null },
        sent_at: { $gte: new Date(now.getTime() - DAY_MS), $lte: new Date(now.getTime() - OVERDUE_MS) },
      },
      { take: 100, order: { sent_at: "ASC" } }
    )) as RefundRequestDTO[],
  repair: async (request, container) => {
    if (await sendRefundMail(container, request.id)) {
      const why = `The customer had not been told of the refund ${request.id}.`
      return { action: "payments.refund_mail_sent", subject: subjectOf(request), why }
    }
  },
})
