import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AuditActor } from "@rise-via/core"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { captureEntry } from "../../lib/ledger/posabit-entries"
import { recordEntries } from "../../lib/ledger/record-entries"
import { oneAtATime } from "../../lib/one-at-a-time"
import { registerService } from "../../lib/place-order"
import { settlePayment } from "../../lib/settle-payment"

export type SettlePosabitOrderStepInput = { id: string; actor: AuditActor }

export const settlePosabitOrderStepId = "settle-posabit-order"

/**
 * Captures in Medusa what the register took. Does nothing for an order whose money has not come. No undo: the money is
 * in the till, and cutting it off anywhere is repaired by running it again.
 */
export const settlePosabitOrderStep = createStep(
  settlePosabitOrderStepId,
  async ({ id, actor }: SettlePosabitOrderStepInput, { container }) => {
    const service = registerService(container)
    // A settlement holds one connection for its row lock while Medusa's workflows need others of the same pool.
    const row = await oneAtATime(() =>
      service.settle(id, actor, async (locked) => {
        // First the books: the shop has the money whatever happens next, and settling again finds the fact known.
        await recordEntries(ledgerService(container), [captureEntry(locked)])
        return await settlePayment(container, locked)
      })
    )
    return new StepResponse({ id, settlement: row.settlement, captured_cents: row.captured_cents })
  }
)
