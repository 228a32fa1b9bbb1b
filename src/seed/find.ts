import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

export type Row = Record<string, any> & { id: string }

/** The first that fits, if there is one: every part of the seed asks before it makes something. */
export async function first(
  container: MedusaContainer,
  entity: string,
  fields: string[],
  filters: Record<string, unknown> = {}
) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity, fields, filters, pagination: { take: 1, skip: 0 } } as any)
  return data[0] as Row | undefined
}
