import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { AuditActor } from "@rise-via/core"

export async function retrieveRefund(container: MedusaContainer, id: string, fields: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "payment_refund_request", fields, filters: { id } })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Refund with id: ${id} was not found`)
  }
  return data[0]
}

/** The member of staff, or the secret key, behind an admin request. */
export function staffOf(req: AuthenticatedMedusaRequest<unknown, unknown>): AuditActor {
  const { actor_id, actor_type } = req.auth_context
  return { type: actor_type === "api-key" ? "api-key" : "user", id: actor_id }
}
