/**
 * Fills an empty stock Medusa through its own workflows (`medusa exec`): one shop, shoppers with accounts, products with
 * prices and stock (RISE_VIA_BENCH_PRODUCTS of them). Our store is measured on a copy of this very database with our migrations on top.
 */
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createCustomerAccountWorkflow,
  createDefaultsWorkflow,
  createInventoryLevelsWorkflow,
  createLocationFulfillmentSetWorkflow,
  createProductCategoriesWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createServiceZonesWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { PASSWORD, product, SHOPPERS, shopperEmail, STRANGER } from "./catalog.mjs"

const BATCH = 100
const IN_STOCK = 1_000_000

export default async function seed({ container }) {
  const run = async (workflow, input) => (await workflow(container).run({ input })).result
  const query = container.resolve(ContainerRegistrationKeys.QUERY)

  await run(createDefaultsWorkflow, {})
  const { data: stores } = await query.graph({ entity: "store", fields: ["id", "default_sales_channel_id"] })
  const [{ id: storeId, default_sales_channel_id: channel }] = stores
  const [region] = await run(createRegionsWorkflow, {
    regions: [
      { name: "United States", currency_code: "usd", countries: ["us"], payment_providers: ["pp_system_default"] },
    ],
  })
  const update = {
    supported_currencies: [{ currency_code: "usd", is_default: true }],
    default_region_id: region.id,
  }
  await run(updateStoresWorkflow, { selector: { id: storeId }, update })
  // A round rate on round prices: Medusa does not round tax, and no register takes a fraction of a cent.
  const default_tax_rate = { rate: 10, code: "TAX", name: "Sales tax" }
  await run(createTaxRegionsWorkflow, [{ country_code: "us", provider_id: "tp_system", default_tax_rate }])
  const [key] = await run(createApiKeysWorkflow, {
    api_keys: [{ title: "Bench", type: "publishable", created_by: "" }],
  })
  await run(linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel] })

  const { location, profile } = await seedShipping({ container, run, query, channel })
  await seedProducts({ run, query, channel, location, profile })
  await seedShoppers(container, run)
}

async function seedShipping({ container, run, query, channel }) {
  const [location] = await run(createStockLocationsWorkflow, {
    locations: [{ name: "Shop", address: { address_1: "1 Pier", city: "Olympia", country_code: "us" } }],
  })
  await run(linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel] })
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  })
  const [profile] = await run(createShippingProfilesWorkflow, { data: [{ name: "Default", type: "default" }] })
  const fulfillment_set_data = { name: "Shop", type: "shipping" }
  await run(createLocationFulfillmentSetWorkflow, { location_id: location.id, fulfillment_set_data })
  const { data: sets } = await query.graph({ entity: "fulfillment_set", fields: ["id"] })
  const [zone] = await run(createServiceZonesWorkflow, {
    data: [
      {
        name: "United States",
        fulfillment_set_id: sets[0].id,
        geo_zones: [{ type: "country", country_code: "us" }],
      },
    ],
  })
  await run(
    createShippingOptionsWorkflow,
    [
      ["Pickup", 0],
      ["Delivery", 5],
    ].map(([name, amount]) => ({
      name,
      price_type: "flat",
      service_zone_id: zone.id,
      shipping_profile_id: profile.id,
      provider_id: "manual_manual",
      type: { label: name, description: name, code: name.toLowerCase() },
      prices: [{ currency_code: "usd", amount }],
      rules: [
        { attribute: "enabled_in_store", value: "true", operator: "eq" },
        { attribute: "is_return", value: "false", operator: "eq" },
      ],
    }))
  )
  return { location, profile }
}

async function seedProducts({ run, query, channel, location, profile }) {
  const [category] = await run(createProductCategoriesWorkflow, {
    product_categories: [{ name: "Flower", handle: "flower", is_active: true }],
  })
  const image = `${process.env.BACKEND_URL}/static/menu.png`
  const facts = { category: category.id, channel, profile: profile.id, image }
  const count = Number(process.env.RISE_VIA_BENCH_PRODUCTS)
  for (let first = 0; first < count; first += BATCH) {
    const products = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => product(first + index, facts))
    await run(createProductsWorkflow, { products })
  }
  const { data: items } = await query.graph({ entity: "inventory_item", fields: ["id"] })
  for (let first = 0; first < items.length; first += 1_000) {
    const inventory_levels = items.slice(first, first + 1_000).map(({ id }) => ({
      inventory_item_id: id,
      location_id: location.id,
      stocked_quantity: IN_STOCK,
    }))
    await run(createInventoryLevelsWorkflow, { inventory_levels })
  }
}

async function seedShoppers(container, run) {
  const auth = container.resolve(Modules.AUTH)
  for (const email of [...Array.from({ length: SHOPPERS }, (_, n) => shopperEmail(n)), STRANGER]) {
    const { authIdentity, error } = await auth.register("emailpass", { body: { email, password: PASSWORD } })
    if (!authIdentity) throw new Error(`${email} could not be registered: ${error}`)
    const customerData = { email, first_name: "Robin", last_name: "Shopper" }
    await run(createCustomerAccountWorkflow, { authIdentityId: authIdentity.id, customerData })
  }
}
