import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { clock } from "@rise-via/core"
import { recordPosabitRefundWorkflow } from "../../../../../../workflows/payments-record-posabit-refund"
import { actorOf, retrievePosabitOrder } from "../../helpers"
import { posabitRefundFields } from "../../query-config"
import type { AdminRecordPosabitRefundType } from "../../validators"

/** What was given back in the portal for one register order, oldest first. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse) => {
  const { id } = await retrievePosabitOrder(req.scope, req.params.id, ["id"])
  res.json({ posabit_refunds: await refundsOf(req, { posabit_order_id: id }) })
}

/** Records a refund that was made in the portal. The same reference again answers what is recorded. */
export const POST = async (req: AuthenticatedMedusaRequest<AdminRecordPosabitRefundType>, res: MedusaResponse) => {
  const { id } = await retrievePosabitOrder(req.scope, req.params.id, ["id"])
  const { refunded_at, refund_reason_id, ...body } = req.validatedBody
  const now = clock.now()
  const { result } = await recordPosabitRefundWorkflow(req.scope).run({
    input: {
      ...body,
      posabit_order_id: id,
      refund_reason_id: refund_reason_id ?? null,
      // Nothing was given back tomorrow.
      refunded_at: refunded_at && refunded_at < now ? refunded_at : now,
      actor: actorOf(req),
    },
  })
  const [posabit_refund] = await refundsOf(req, { id: result.id })
  res.json({ posabit_refund })
}

async function refundsOf(req: AuthenticatedMedusaRequest<any>, filters: object) {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "posabit_refund",
    fields: posabitRefundFields,
    filters: filters as never,
    pagination: { order: { created_at: "ASC" }, take: 1_000, skip: 0 },
  })
  return data
}
