import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { closeDoneCases } from "../../lib/close-cases"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { refundEntry } from "../../lib/ledger/posabit-entries"
import { recordEntries } from "../../lib/ledger/record-entries"
import { oneAtATime } from "../../lib/one-at-a-time"
import { registerService } from "../../lib/place-order"
import { reportAgainstRules } from "../../lib/portal-refund-rules"
import { refundInMedusa } from "../../lib/refund-in-medusa"

export type CompletePosabitRefundStepInput = { id: string; actor: AuditActor }

export const completePosabitRefundStepId = "complete-posabit-refund"

/**
 * Makes Medusa's refund for one that staff made in the portal. No undo: the money is with the shopper, and cutting it
 * off anywhere is repaired by running it again.
 */
export const completePosabitRefundStep = createStep(
  completePosabitRefundStepId,
  async ({ id, actor }: CompletePosabitRefundStepInput, { container }) => {
    const service = registerService(container)
    // Medusa's payment, when this run has made its refund.
    let payment_id: string | null = null
    // Holds one connection for its row lock while Medusa needs others of the same pool.
    const refund = await oneAtATime(() =>
      service.completeRefund(id, actor, async (record) => {
        if (record.ledger_only) {
          await recordEntries(ledgerService(container), [refundEntry(record)])
          await reportAgainstRules(container, record, "")
          return
        }
        payment_id = await refundInMedusa(container, record, actor.id)
        await reportAgainstRules(container, record, payment_id)
      })
    )
    await closeDoneCases(container, refund)
    return new StepResponse({
      id,
      refund_id: refund.refund_id,
      order_id: refund.order_id,
      payment_id: payment_id as string | null,
    })
  }
)
