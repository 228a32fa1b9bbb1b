import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createProductCategoriesWorkflow, updateProductCategoriesWorkflow } from "@medusajs/medusa/core-flows"
import type { MenuGroup } from "../../types"
import { registerService } from "../place-order"
import { externalId, slug, type MenuShop } from "./plan-item"

/** Where products of the menu are sold: the store's own channel and currency, the shop's first shipping profile. */
export async function readShop(container: MedusaContainer): Promise<MenuShop> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: stores } = await query.graph({
    entity: "store",
    fields: ["default_sales_channel_id", "supported_currencies.currency_code", "supported_currencies.is_default"],
  })
  const { data: profiles } = await query.graph({
    entity: "shipping_profile",
    fields: ["id", "type"],
    pagination: { order: { created_at: "ASC" }, take: 100, skip: 0 },
  })
  const store: any = stores[0]
  const currency = store?.supported_currencies?.find(({ is_default }: { is_default: boolean }) => is_default)
  const profile = profiles.find(({ type }: any) => type === "default") ?? profiles[0]
  const missing = [
    ...(store?.default_sales_channel_id ? [] : ["a default sales channel"]),
    ...(currency ? [] : ["a default currency"]),
    ...(profile ? [] : ["a shipping profile"]),
  ]
  if (missing.length) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `The menu cannot be imported: the store has not got ${missing.join(", ")}`
    )
  }
  return {
    currency_code: currency.currency_code,
    sales_channel_id: store.default_sales_channel_id,
    shipping_profile_id: profile.id,
    manage_inventory: registerService(container).options.menu.manageInventory,
    categories: {},
  }
}

type Category = { id: string; external_id: string; metadata: Record<string, unknown> | null }

async function readCategories(container: MedusaContainer, groups: MenuGroup[]): Promise<Map<string, Category>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "product_category",
    fields: ["id", "external_id", "metadata"],
    filters: { external_id: groups.map(({ id }) => externalId(id)) } as never,
  })
  return new Map((data as unknown as Category[]).map((category) => [category.external_id, category]))
}

/** Ids of the shop's categories by the menu's groups, as far as they are there. */
export async function categoriesOf(container: MedusaContainer, groups: MenuGroup[]): Promise<Record<string, string>> {
  const known = await readCategories(container, groups)
  return Object.fromEntries(
    groups.flatMap(({ id }) => {
      const category = known.get(externalId(id))
      return category ? [[id, category.id]] : []
    })
  )
}

/** Makes the categories that are missing. A name follows the register when it changes there; staff may change the rest. */
export async function ensureCategories(container: MedusaContainer, groups: MenuGroup[]): Promise<void> {
  const known = await readCategories(container, groups)
  const missing = groups.filter(({ id }) => !known.has(externalId(id)))
  if (missing.length) {
    await createProductCategoriesWorkflow(container).run({
      input: {
        product_categories: missing.map(({ id, name, description }) => ({
          name,
          description: description ?? "",
          handle: `${slug(name)}-${slug(id).slice(-12)}`,
          external_id: externalId(id),
          is_active: true,
          is_internal: false,
          metadata: { posabit_name: name },
        })) as never,
      },
    })
  }
  for (const { id, name } of groups) {
    const category = known.get(externalId(id))
    if (category && category.metadata?.posabit_name !== name) {
      const update = { name, metadata: { ...category.metadata, posabit_name: name } }
      await updateProductCategoriesWorkflow(container).run({ input: { selector: { id: category.id }, update } })
    }
  }
}
