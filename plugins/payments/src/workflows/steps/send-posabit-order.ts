import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { openCase, PermanentFailure } from "@rise-via/core"
import type { MedusaContainer } from "@medusajs/framework/types"
import { callbackToken } from "../../lib/callback-token"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { pushEntry, readingEntry, type Push } from "../../lib/ledger/posabit-entries"
import { recordEntries } from "../../lib/ledger/record-entries"
import { incomingOrder, INCOMING_ORDER_FIELDS, UnmappedProductError, type OrderToPush } from "../../lib/incoming-order"
import { POSABIT_CALLBACK_PATH } from "../../lib/module-names"
import { registerService } from "../../lib/place-order"
import { PosabitClient, type PushResult } from "../../lib/posabit-client"
import type { RegisterOrder } from "../../lib/posabit-wire"
import { orderCase } from "../../lib/register-cases"
import { riskService } from "../../lib/risk/risk-service"
import type { PosabitOrderDTO } from "../../types"

export type SendPosabitOrderStepInput = { id: string; is_last_attempt?: boolean }
export type SendPosabitOrderStepOutput = { id: string; order_id: string; posabit_id: string | null; pushed: boolean }

export const sendPosabitOrderStepId = "send-posabit-order"

/**
 * Puts the order into the register, once: it looks for its reference there first, and again when an answer was not
 * heard. There is no undo: POSaBIT lets only people cancel, so withdrawing a pushed order opens a case.
 */
export const sendPosabitOrderStep = createStep(
  sendPosabitOrderStepId,
  async ({ id, is_last_attempt }: SendPosabitOrderStepInput, { container }) => {
    const service = registerService(container)
    const row = await service.retrievePosabitOrder(id)
    if (row.posabit_id) {
      return new StepResponse(answer(row, false))
    }
    const order = row.withdrawn_at ? undefined : await loadOrder(container, row.order_id)
    if (!order || order.status === "canceled") {
      await service.withdraw(
        id,
        order ? "The order was canceled before it was pushed." : "The order does not exist any more."
      )
      return new StepResponse(answer(await findWithdrawn(container, row), false))
    }

    // Pushed when staff have cleared the sale: the shop would prepare it, and take money for it.
    if (await riskService(container).isHeldForReview(row.payment_session_id)) {
      return new StepResponse(answer(row, false))
    }

    const register = await push(container, row, order).catch(async (error: Error & { permanent?: boolean }) => {
      if (is_last_attempt && !error.permanent) {
        const summary = "The order could not be put into the register; it must be entered there by hand or sent again."
        await openCase(null, orderCase(row, "push_failed", summary, { message: error.message }))
      }
      throw error
    })
    return new StepResponse(answer(await service.pushed(id, register), true))
  }
)

/** A push whose end nobody knew may have come through before the sale was undone: then people cancel it there. */
async function findWithdrawn(container: MedusaContainer, row: PosabitOrderDTO): Promise<PosabitOrderDTO> {
  const service = registerService(container)
  const known = await new PosabitClient(service.options).findByReference(row.reference_no)
  if (known.outcome === "unavailable") {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, known.message)
  }
  if (known.outcome === "missing") {
    return row
  }
  await recordEntries(ledgerService(container), [readingEntry(row, known.order)])
  return await service.pushed(row.id, known.order)
}

async function push(container: MedusaContainer, row: PosabitOrderDTO, order: OrderToPush): Promise<RegisterOrder> {
  const service = registerService(container)
  const client = new PosabitClient(service.options)

  const known = await client.findByReference(row.reference_no)
  if (known.outcome === "unavailable") {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, known.message)
  }
  if (known.outcome === "found") {
    if (known.more?.length) {
      const ids = [known.order, ...known.more].map(({ id }) => id)
      await openCase(
        null,
        orderCase(row, "pushed_twice", "POSaBIT has this order more than once; cancel the others.", { ids })
      )
    }
    await recordEntries(ledgerService(container), [readingEntry(row, known.order)])
    return known.order
  }

  const { callbackUrl, callbackSecret } = service.options
  const callback = `${callbackUrl}${POSABIT_CALLBACK_PATH}/${callbackToken(callbackSecret, row.order_id)}`
  const request = await bodyOf(container, order, row, callback)
  const result = await client.create(request, row.reference_no)
  await recordEntries(ledgerService(container), [pushEntry(row, pushOf(request, result))])
  if (result.outcome === "created") {
    return result.order
  }
  if (result.outcome === "refused") {
    const summary = `POSaBIT refused the order${result.status ? ` (${result.status})` : ""}. It is not in the register.`
    await openCase(null, orderCase(row, "push_refused", summary, { message: result.message }))
    throw new PermanentFailure(result.message)
  }
  // Nothing is repeated blindly: the next try begins with the search above.
  throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, result.message)
}

function pushOf(request: unknown, result: PushResult): Push {
  const { attempt_id, answer } = result
  const said = { attempt_id, request, code: answer ? String(answer.status) : null, response: answer?.body }
  return result.outcome === "created"
    ? { ...said, outcome: "succeeded", posabit_id: result.order.id, status: result.order.status }
    : {
        ...said,
        outcome: result.outcome === "unknown" ? "unknown" : "failed",
        response: said.response ?? result.message,
      }
}

async function bodyOf(container: MedusaContainer, order: OrderToPush, row: PosabitOrderDTO, statusCallback: string) {
  try {
    return incomingOrder(order, row, registerService(container).options, statusCallback)
  } catch (error) {
    if (!(error instanceof UnmappedProductError)) {
      throw error
    }
    const summary =
      "The order is not in the register: it has products without a POSaBIT product id. Name them and send it again."
    await openCase(null, orderCase(row, "product_unmapped", summary, { products: error.products }))
    throw new PermanentFailure(error.message)
  }
}

async function loadOrder(
  container: MedusaContainer,
  id: string
): Promise<(OrderToPush & { status: string }) | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: INCOMING_ORDER_FIELDS, filters: { id } })
  return data[0] as unknown as (OrderToPush & { status: string }) | undefined
}

const answer = ({ id, order_id, posabit_id }: PosabitOrderDTO, pushed: boolean): SendPosabitOrderStepOutput => ({
  id,
  order_id,
  posabit_id,
  pushed,
})
