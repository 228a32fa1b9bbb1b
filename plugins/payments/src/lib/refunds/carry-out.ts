import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, PaymentEvents } from "@medusajs/framework/utils"
import { openCase } from "@rise-via/core"
import type { RefundOutcome, RefundRequestDTO } from "../../types"
import { PaymentsWorkflowEvents } from "../../workflows/events"
import { ledgerService } from "../ledger/ledger-service"
import { profileOf } from "../providers/profiles"
import { money } from "../register-cases"
import { askProvider, bookInMedusa, medusaRefund, unbookInMedusa } from "./medusa-refund"
import { outcomeInBooks, outcomeOfError } from "./outcome"
import { refundService } from "./refund-service"
import { subjectOf } from "./request-facts"

/** After so many tries people should know. */
const TRIES_BEFORE_CASE = 3

/**
 * Sends an approved refund, or goes on where somebody was cut off (`before`: not touched since then). May be called at
 * any time: one caller gets it, Medusa's refund is made once, and the payment service is asked again only where that
 * looks up before it repeats.
 */
export async function carryOutRefund(
  container: MedusaContainer,
  id: string,
  before: Date | null = null
): Promise<RefundRequestDTO> {
  const service = refundService(container)
  const claimed = await service.claim(id, before)
  if (!claimed) {
    return (await service.retrievePaymentRefundRequest(id)) as RefundRequestDTO
  }
  let request = claimed
  if (!request.refund_id) {
    const made = await attempt(() => medusaRefund(container, request))
    if ("error" in made) {
      return await takeOver(container, request, outcomeOfError(made.error))
    }
    request = await service.noteRefund(id, made.value)
  }
  return await takeOver(container, request, await learnOutcome(container, request, !claimed.refund_id))
}

/** `isFirst`: the payment service was certainly not asked before. */
async function learnOutcome(
  container: MedusaContainer,
  request: RefundRequestDTO,
  isFirst: boolean
): Promise<RefundOutcome> {
  const known = isFirst ? undefined : await inBooks(container, request)
  if (known && known.state !== "unknown") {
    return known
  }
  if (!isFirst && !profileOf(request.provider_id).repeats_refunds) {
    return { state: "unknown", error: "Whether the payment service gave it back is not known." }
  }
  const asked = await attempt(() => askProvider(container, request))
  const told = await inBooks(container, request)
  if ("error" in asked) {
    const outcome = outcomeOfError(asked.error)
    return told && told.state !== "failed" ? told : outcome
  }
  return told ?? { state: "succeeded" }
}

const inBooks = async (container: MedusaContainer, { refund_id }: RefundRequestDTO) =>
  outcomeInBooks((await ledgerService(container).listPaymentEntries({ refund_id }, { take: 200 })) as never)

/** Notes what came of it, and makes Medusa say the same. */
export async function takeOver(
  container: MedusaContainer,
  request: RefundRequestDTO,
  outcome: RefundOutcome,
  actor?: Parameters<ReturnType<typeof refundService>["settle"]>[2]
): Promise<RefundRequestDTO> {
  const after = await refundService(container).settle(request.id, outcome, actor)
  if (after.state === "unknown") {
    await tellStaff(request, outcome)
    return after
  }
  if (request.state === "pending" && after.state === "failed") {
    await cameBack(request, outcome)
  }
  const hasNews = after.state !== request.state
  if (after.booked_at && !hasNews) {
    return after
  }
  const agreed = await attempt(() => agreeWithMedusa(container, after))
  if ("value" in agreed) {
    return agreed.value
  }
  // The money has moved, or has not, whatever Medusa makes of it; the recovery tells Medusa again.
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.warn(`payments: Medusa has not taken over refund ${after.id} yet: ${agreed.error.message}`)
  return after
}

/** Makes Medusa's payment and order say what the request says, and tells who listens. Safe to repeat. */
export async function agreeWithMedusa(
  container: MedusaContainer,
  request: RefundRequestDTO
): Promise<RefundRequestDTO> {
  const made = request.state === "succeeded" || request.state === "pending"
  if (request.refund_id) {
    await (made ? bookInMedusa(container, request) : unbookInMedusa(container, request))
  }
  const booked = await refundService(container).mark(request.id, "booked_at")
  const events = made ? [PaymentsWorkflowEvents.REFUND_MADE] : [PaymentsWorkflowEvents.REFUND_FAILED]
  const bus = container.resolve(Modules.EVENT_BUS)
  await bus.emit(events.map((name) => ({ name, data: { id: request.id } })))
  if (made) {
    await bus.emit({ name: PaymentEvents.REFUNDED, data: { id: request.payment_id } })
  }
  return booked
}

async function tellStaff(request: RefundRequestDTO, { error }: RefundOutcome) {
  const canRepeat = profileOf(request.provider_id).repeats_refunds
  if (canRepeat && request.attempts < TRIES_BEFORE_CASE) {
    return
  }
  await openCase(null, {
    kind: "payments.refund_unknown",
    key: request.id,
    summary: `Nobody knows whether ${money(request.amount_cents, request.currency_code)} went back. Look in the payment service's portal, then say here what it shows.`,
    subject: subjectOf(request),
    details: { refund_request: request.id, refund_id: request.refund_id, message: error },
  })
}

async function cameBack(request: RefundRequestDTO, { error }: RefundOutcome) {
  await openCase(null, {
    kind: "payments.refund_came_back",
    key: request.id,
    summary: `A refund of ${money(request.amount_cents, request.currency_code)} had been accepted and did not reach the customer. Give it back in another way; the order's credit line stays.`,
    subject: subjectOf(request),
    details: { refund_request: request.id, refund_id: request.refund_id, message: error },
  })
}

async function attempt<T>(
  work: () => Promise<T>
): Promise<{ value: T } | { error: { type?: string; message?: string } }> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error: error as Error }
  }
}
