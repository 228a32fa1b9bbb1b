import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createUserAccountWorkflow,
  deleteInventoryItemWorkflow,
  deleteProductsWorkflow,
} from "@medusajs/medusa/core-flows"
import { importCatalogWorkflow } from "@rise-via/compliance/workflows"
import { first } from "../seed/find"
import { seedShipping, seedStockLocation } from "../seed/shipping"
import { finishStore, providersOf, seedPublishableKey, seedRegion, seedStore, seedTaxRegions, SHOP } from "../seed/shop"

const CATALOG = join(__dirname, "../../data/catalog/products.csv")

/**
 * Fills a new database with one invented shop in Washington. Every part looks first whether it is there, so a seed that
 * was cut off can be run again, and a second run changes nothing. What staff changed meanwhile is left alone.
 */
export default async function seed({ container }: Pick<ExecArgs, "container">): Promise<void> {
  const say = (line: string) => container.resolve(ContainerRegistrationKeys.LOGGER).info(`seed: ${line}`)

  const { store, channel } = await seedStore(container)
  say(`store "${SHOP}", sales channel "${channel.name}"`)
  const key = await seedPublishableKey(container, channel.id)
  say(`publishable key "${key.title}"`)
  const region = await seedRegion(container)
  say(`region "${region.name}", payment by ${await providersOf(container, region.id)}`)
  say(await seedTaxRegions(container))
  const location = await seedStockLocation(container, channel.id)
  say(`stock location "${location.name}"`)
  const profile = await seedShipping(container, location)
  say("store pickup, and local delivery for staff")
  await finishStore(container, store, region.id, location.id)
  say(await seedAdmin(container))
  say(await seedCatalog(container, channel.id, location.id, profile.id))
}

async function seedAdmin(container: MedusaContainer) {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = process.env
  if (!email || !password) {
    return "no admin user: ADMIN_EMAIL and ADMIN_PASSWORD are not set"
  }
  if (await first(container, "user", ["id"], { email })) {
    return `admin user ${email} was there`
  }
  const auth = container.resolve(Modules.AUTH)
  const [known] = await auth.listAuthIdentities({ provider_identities: { entity_id: email, provider: "emailpass" } })
  const { authIdentity = known, error } = known
    ? { error: undefined }
    : await auth.register("emailpass", { body: { email, password } } as never)
  if (!authIdentity) {
    throw new Error(`The admin user could not be registered: ${error}`)
  }
  await createUserAccountWorkflow(container).run({ input: { authIdentityId: authIdentity.id, userData: { email } } })
  return `admin user ${email}`
}

async function seedCatalog(container: MedusaContainer, channelId: string, locationId: string, profileId: string) {
  // Facts come last and all at once, so where there are facts the whole import was done.
  if (await first(container, "product_facts", ["id"])) {
    return "catalog was there"
  }
  const csv = await readFile(CATALOG, "utf8")
  const handles = [...new Set(csv.split("\n").map((line) => line.slice(0, line.indexOf(","))))]
  if (await first(container, "product", ["id"], { handle: { $nin: handles } })) {
    return "no catalog: the shop has products of its own"
  }
  await clearCutOffImport(container, handles)
  const { result } = await importCatalogWorkflow(container).run({
    input: {
      csv,
      sales_channel_id: channelId,
      stock_location_id: locationId,
      shipping_profile_id: profileId,
      actor: { type: "system", id: "seed" },
    },
  })
  return `catalog: ${result.products.created} products, ${result.variants.created} variants, ${result.lots.created} lots`
}

/** Nobody can have bought what has no facts yet, so the leftovers of a seed that was killed may go. */
async function clearCutOffImport(container: MedusaContainer, handles: string[]) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: products } = await query.graph({ entity: "product", fields: ["id"], filters: { handle: handles } })
  if (!products.length) {
    return
  }
  await deleteProductsWorkflow(container).run({ input: { ids: products.map(({ id }) => id) } })
  const { data: items } = await query.graph({ entity: "inventory_item", fields: ["id"] })
  await deleteInventoryItemWorkflow(container).run({ input: items.map(({ id }) => id) })
}
