import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { menuImportFields } from "./query-config"

export async function retrieveMenuImport(container: MedusaContainer, id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = [...menuImportFields, "report"]
  const { data } = await query.graph({ entity: "posabit_menu_import", fields, filters: { id } })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Menu import with id: ${id} was not found`)
  }
  return data[0]
}
