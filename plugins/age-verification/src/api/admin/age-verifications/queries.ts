import type { AuditActor } from "@rise-via/core"
import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"

/** A search that fits more customers than this is too wide to be of use; staff see the newest accounts' verifications. */
const MOST_CUSTOMERS = 500

/** One verification with the fields that were asked for. Throws `NOT_FOUND`. */
export async function retrieveAgeVerification(container: MedusaContainer, id: string, fields: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "age_verification", fields, filters: { id } })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Age verification with id: ${id} was not found`)
  }
  return data[0]
}

/** Customers that a search term fits: a filter cannot reach across modules. */
export async function findCustomerIds(container: MedusaContainer, q: string): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "customer",
    fields: ["id"],
    filters: { q },
    pagination: { skip: 0, take: MOST_CUSTOMERS, order: { created_at: "DESC" } },
  })
  return data.map(({ id }) => id)
}

/** The member of staff, or the secret key, behind an admin request. */
export function staffOf(req: AuthenticatedMedusaRequest<unknown>): AuditActor {
  const { actor_id, actor_type } = req.auth_context
  return { type: actor_type === "api-key" ? "api-key" : "user", id: actor_id }
}
