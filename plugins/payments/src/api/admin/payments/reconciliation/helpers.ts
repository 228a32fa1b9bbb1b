import type { Writable } from "node:stream"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { AuditActor } from "@rise-via/core"
import { differencesOf } from "../../../../lib/reconciliation/reports/differences-of"
import type { PaymentDifferenceDTO, PaymentReconciliationRunDTO } from "../../../../types"
import { settleDifferenceWorkflow } from "../../../../workflows/payments-settle-difference"
import { paymentDifferenceFields, reconciliationRunFields } from "./query-config"

export const actorOf = ({ auth_context }: AuthenticatedMedusaRequest<any>): AuditActor => ({
  type: auth_context.actor_type === "api-key" ? "api-key" : "user",
  id: auth_context.actor_id,
})

export const retrieveRun = async (container: MedusaContainer, id: string) =>
  await retrieve(container, "payment_reconciliation_run", id, reconciliationRunFields, "Reconciliation")

export const retrieveDifference = async (container: MedusaContainer, id: string) =>
  await retrieve(container, "payment_difference", id, paymentDifferenceFields, "Payment difference")

async function retrieve(container: MedusaContainer, entity: string, id: string, fields: string[], noun: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields, filters: { id } } as never)
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `${noun} with id: ${id} was not found`)
  }
  return data[0] as Record<string, any>
}

type Write = (
  run: PaymentReconciliationRunDTO,
  found: AsyncIterable<PaymentDifferenceDTO>,
  out: Writable
) => Promise<void>

const CONTENT_TYPES = { csv: "text/csv; charset=utf-8", pdf: "application/pdf" }

/** Answers the report of a run as a file. */
export const sendReport =
  (format: "csv" | "pdf", write: Write) => async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
    const run = (await retrieveRun(req.scope, req.params.id)) as PaymentReconciliationRunDTO
    res.setHeader("Content-Disposition", `attachment; filename="reconciliation-${run.provider}-${run.day}.${format}"`)
    res.setHeader("Content-Type", CONTENT_TYPES[format])
    await write(run, differencesOf(req.scope, run.id), res)
  }

/** Runs what staff do about a difference and answers what it is then. */
export const actOn = (act: "refresh" | "record") => async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { id } = await retrieveDifference(req.scope, req.params.id)
  await settleDifferenceWorkflow(req.scope).run({ input: { id, act, actor: actorOf(req) } })
  res.json({ payment_difference: await retrieveDifference(req.scope, id) })
}
