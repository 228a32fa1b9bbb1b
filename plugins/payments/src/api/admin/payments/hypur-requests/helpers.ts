import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { AuditActor } from "@rise-via/core"
import { hypurService } from "../../../../lib/hypur/hypur-service"
import { toCents } from "../../../../lib/money"
import { actOnHypurRequestWorkflow } from "../../../../workflows/payments-act-on-hypur-request"
import { hypurRequestFields } from "./query-config"

type Act = { amount?: number; external_reference: string; note: string; happened?: boolean }

export async function retrieveHypurRequest(container: MedusaContainer, id: string, fields: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "hypur_request", fields, filters: { id } })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Hypur request with id: ${id} was not found`)
  }
  return data[0]
}

export const actorOf = ({ auth_context }: AuthenticatedMedusaRequest<any>): AuditActor => ({
  type: auth_context.actor_type === "api-key" ? "api-key" : "user",
  id: auth_context.actor_id,
})

export function capabilities(container: MedusaContainer) {
  const { getRequest, refund, cancel } = hypurService(container).options.methods
  return { read: !!getRequest, refund: !!refund, cancel: !!cancel }
}

/** Notes what staff did in Hypur's portal, and answers the request as it is then. */
export async function actByHand(req: AuthenticatedMedusaRequest<Act>, act: "confirm" | "refund" | "cancel") {
  const { amount, external_reference, note, happened = true } = req.validatedBody
  const { id } = await retrieveHypurRequest(req.scope, req.params.id, ["id"])
  const amount_cents = amount === undefined ? 0 : toCents(amount)
  await actOnHypurRequestWorkflow(req.scope).run({
    input: { id, act, actor: actorOf(req), amount_cents, external_reference, note, happened },
  })
  return { hypur_request: await retrieveHypurRequest(req.scope, id, hypurRequestFields), can: capabilities(req.scope) }
}
