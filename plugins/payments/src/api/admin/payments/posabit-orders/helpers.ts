import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { AuditActor } from "@rise-via/core"

/** Who of the staff is asking, for the audit log. */
export const actorOf = ({ auth_context: { actor_type, actor_id } }: AuthenticatedMedusaRequest<any>): AuditActor => ({
  type: actor_type === "api-key" ? "api-key" : "user",
  id: actor_id,
})

export async function retrievePosabitOrder(container: MedusaContainer, id: string, fields: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "posabit_order", fields, filters: { id } })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `POSaBIT order with id: ${id} was not found`)
  }
  return data[0]
}
