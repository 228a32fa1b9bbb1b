import { declareNotification } from "@rise-via/core"
import { APPROVED_TEMPLATE, ApprovedData, REJECTED_TEMPLATE, RejectedData } from "../../lib/decision-mail"

declareNotification({
  template: APPROVED_TEMPLATE,
  channels: ["email"],
  purpose: "transactional",
  description: "Tells a customer that their age is confirmed",
  data: ApprovedData,
})

declareNotification({
  template: REJECTED_TEMPLATE,
  channels: ["email"],
  purpose: "transactional",
  description: "Tells a customer that their age could not be confirmed, and why",
  data: RejectedData,
})
