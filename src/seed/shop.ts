import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createDefaultsWorkflow,
  createRegionsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  updateRegionsWorkflow,
  updateSalesChannelsWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { first, type Row } from "./find"

export const SHOP = "Rise-Via Olympia"
export const CURRENCY = "usd"
export const COUNTRY = "us"

/** Those that are switched on are offered. */
const PAYMENT_PROVIDERS = ["pp_posabit_posabit", "pp_aeropay_aeropay", "pp_hypur_hypur"]

export async function seedStore(container: MedusaContainer) {
  // Medusa makes store, channel and key at its first start; a seed may come before that.
  await createDefaultsWorkflow(container).run()
  const store = await first(container, "store", [
    "id",
    "name",
    "default_sales_channel_id",
    "default_region_id",
    "supported_currencies.*",
  ])
  const channelId = store!.default_sales_channel_id
  const channel = (await first(container, "sales_channel", ["id", "name"], { id: channelId }))!
  if (channel.name === "Default Sales Channel") {
    const update = { name: "Online shop", description: "Orders placed in the storefront" }
    await updateSalesChannelsWorkflow(container).run({ input: { selector: { id: channelId }, update } })
    channel.name = update.name
  }
  return { store: store!, channel }
}

export async function seedPublishableKey(container: MedusaContainer, channelId: string) {
  const existing = await first(container, "api_key", ["id", "title"], { type: "publishable", revoked_at: null })
  const key = existing ?? (await createKey(container))
  const link = await first(container, "publishable_api_key_sales_channel", ["id"], {
    publishable_key_id: key.id,
    sales_channel_id: channelId,
  })
  if (!link) {
    await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [channelId] } })
  }
  return key
}

async function createKey(container: MedusaContainer): Promise<Row> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Storefront", type: "publishable", created_by: "" }] },
  })
  return result[0] as Row
}

export async function seedRegion(container: MedusaContainer): Promise<Row> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment_provider",
    fields: ["id"],
    filters: { id: PAYMENT_PROVIDERS, is_enabled: true },
  })
  const payment_providers = data.map(({ id }) => id)
  const existing = await first(container, "region", ["id", "name", "payment_providers.id"], {
    countries: { iso_2: COUNTRY },
  })
  if (!existing) {
    const { result } = await createRegionsWorkflow(container).run({
      input: { regions: [{ name: "United States", currency_code: CURRENCY, countries: [COUNTRY], payment_providers }] },
    })
    return result[0] as unknown as Row
  }
  // The payment plugin may have been added to a shop that was filled without it.
  if (payment_providers.length && !existing.payment_providers?.length) {
    await updateRegionsWorkflow(container).run({
      input: { selector: { id: existing.id }, update: { payment_providers } },
    })
  }
  return existing
}

export async function providersOf(container: MedusaContainer, regionId: string) {
  const region = await first(container, "region", ["id", "payment_providers.id"], { id: regionId })
  return region?.payment_providers?.map(({ id }: Row) => id).join(", ") || "nothing yet"
}

/** The rates come with the tax plugin: a wrong rate is worse than none, which the register shows at once. */
export async function seedTaxRegions(container: MedusaContainer) {
  const country =
    (await first(container, "tax_region", ["id"], { country_code: COUNTRY, province_code: null })) ??
    (await createTaxRegion(container, { country_code: COUNTRY, provider_id: "tp_system" }))
  const state = await first(container, "tax_region", ["id"], { country_code: COUNTRY, province_code: "wa" })
  if (!state) {
    await createTaxRegion(container, { country_code: COUNTRY, province_code: "wa", parent_id: country.id })
  }
  return "tax region US with Washington, no rates yet"
}

async function createTaxRegion(
  container: MedusaContainer,
  region: { country_code: string; province_code?: string; parent_id?: string; provider_id?: string }
): Promise<Row> {
  const { result } = await createTaxRegionsWorkflow(container).run({ input: [region] })
  return result[0] as Row
}

export async function finishStore(container: MedusaContainer, store: Row, regionId: string, locationId: string) {
  const isNew = !store.default_region_id
  if (isNew) {
    const update = {
      name: SHOP,
      supported_currencies: [{ currency_code: CURRENCY, is_default: true }],
      default_region_id: regionId,
      default_location_id: locationId,
    }
    await updateStoresWorkflow(container).run({ input: { selector: { id: store.id }, update } })
  }
}
