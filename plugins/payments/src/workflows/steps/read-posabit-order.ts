import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { openCase, type AuditActor } from "@rise-via/core"
import { closeCases } from "../../lib/close-cases"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { captureEntry, readingEntry } from "../../lib/ledger/posabit-entries"
import { recordEntries } from "../../lib/ledger/record-entries"
import { registerService } from "../../lib/place-order"
import { PosabitClient } from "../../lib/posabit-client"
import { isMoneyTaken } from "../../lib/posabit-status"
import type { RegisterOrder } from "../../lib/posabit-wire"
import { orderCase } from "../../lib/register-cases"
import type { PosabitOrderDTO } from "../../types"

export type ReadPosabitOrderStepInput = { id: string; actor: AuditActor }

export const readPosabitOrderStepId = "read-posabit-order"

/**
 * Asks POSaBIT what became of an order and takes the answer over. No undo: what the register says stays true, and
 * reading it again changes nothing.
 */
export const readPosabitOrderStep = createStep(
  readPosabitOrderStepId,
  async ({ id, actor }: ReadPosabitOrderStepInput, { container }) => {
    const service = registerService(container)
    const row = await service.retrievePosabitOrder(id)
    const client = new PosabitClient(service.options)
    const reading = row.posabit_id
      ? await client.retrieve(row.posabit_id)
      : await client.findByReference(row.reference_no)

    if (reading.outcome === "unavailable") {
      throw new MedusaError(
        MedusaError.Types.CONFLICT,
        `POSaBIT cannot say what became of order ${row.order_id}: ${reading.message}`
      )
    }
    if (reading.outcome === "missing") {
      if (row.posabit_id) {
        const summary = "POSaBIT does not know an order that it had accepted. Look for it at the register."
        await openCase(null, orderCase(row, "missing_at_register", summary))
      }
      return new StepResponse({ id, settlement: row.settlement, status: row.status })
    }
    const { order: register } = reading
    if (register.reference_no && register.reference_no !== row.reference_no) {
      const details = { reference_no: register.reference_no }
      await openCase(null, orderCase(row, "reference_differs", "POSaBIT's order names another order of ours.", details))
      return new StepResponse({ id, settlement: row.settlement, status: row.status })
    }
    if (isNews(row, register)) {
      await recordEntries(ledgerService(container), [readingEntry(row, register)])
    }
    if (!row.posabit_id) {
      await service.pushed(id, register)
    }

    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({ entity: "order", fields: ["id", "status"], filters: { id: row.order_id } })
    const after = await service.observe(id, register, { actor, is_order_canceled: data[0]?.status === "canceled" })
    if (after.settlement === "withdrawn" && isMoneyTaken(after.order_type, after.status)) {
      // Nothing is captured in Medusa for an order that is not there; the money is in the till all the same.
      await recordEntries(ledgerService(container), [captureEntry(after)])
    }
    if (after.status === "canceled") {
      const note = "POSaBIT says that the order is canceled."
      await closeCases(container, after.order_id, ["payments.cancel_at_register"], note)
    }
    return new StepResponse({ id, settlement: after.settlement, status: after.status })
  }
)

/** It says something else than what we know; our own row changes after it is in the books, so that a kill loses neither. */
const isNews = (row: PosabitOrderDTO, register: RegisterOrder) =>
  !row.posabit_id || register.status !== row.status || register.total_cents !== row.pos_total_cents
