import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createLocationFulfillmentSetWorkflow,
  createServiceZonesWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows"
import { first, type Row } from "./find"
import { COUNTRY, CURRENCY, SHOP } from "./shop"

const FULFILLMENT_PROVIDER = "manual_manual"

/** People write the state in many ways, and Medusa compares the address with these letter by letter. */
const WASHINGTON = ["WA", "wa", "US-WA", "us-wa", "Washington"]

const ADDRESS = {
  address_1: "1889 Heron Wharf Way",
  city: "Olympia",
  province: "WA",
  postal_code: "98501",
  country_code: COUNTRY,
}

export async function seedStockLocation(container: MedusaContainer, channelId: string): Promise<Row> {
  const fields = [
    "id",
    "name",
    "fulfillment_sets.id",
    "fulfillment_sets.type",
    "fulfillment_providers.id",
    "sales_channels.id",
  ]
  let location = await first(container, "stock_location", fields, { name: SHOP })
  if (!location) {
    await createStockLocationsWorkflow(container).run({ input: { locations: [{ name: SHOP, address: ADDRESS }] } })
    location = (await first(container, "stock_location", fields, { name: SHOP }))!
  }
  if (!location.sales_channels?.some(({ id }: Row) => id === channelId)) {
    await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id: location.id, add: [channelId] } })
  }
  if (!location.fulfillment_providers?.some(({ id }: Row) => id === FULFILLMENT_PROVIDER)) {
    await container.resolve(ContainerRegistrationKeys.LINK).create({
      [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
      [Modules.FULFILLMENT]: { fulfillment_provider_id: FULFILLMENT_PROVIDER },
    })
  }
  return location
}

export async function seedShipping(container: MedusaContainer, location: Row): Promise<Row> {
  const profile =
    (await first(container, "shipping_profile", ["id"], { type: "default" })) ?? (await createProfile(container))

  const pickup = await seedZone(container, location, {
    set: "Store pickup",
    type: "pickup",
    zone: "United States",
    geo_zones: [{ type: "country", country_code: COUNTRY }],
  })
  await seedOption(container, pickup, profile, {
    name: "Store pickup",
    type: { label: "Pickup", description: "Collect it in the shop, with your ID", code: "store-pickup" },
    amount: 0,
    inStore: true,
  })

  const delivery = await seedZone(container, location, {
    set: "Local delivery",
    type: "shipping",
    zone: "Washington",
    geo_zones: WASHINGTON.map((province_code) => ({ type: "province" as const, country_code: COUNTRY, province_code })),
  })
  // Washington lets a shop sell on its licensed premises only: staff see the option, the storefront does not offer it.
  await seedOption(container, delivery, profile, {
    name: "Local delivery",
    type: { label: "Delivery", description: "Brought to the door", code: "local-delivery" },
    amount: 5,
    inStore: false,
  })
  return profile
}

async function createProfile(container: MedusaContainer): Promise<Row> {
  const { result } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Default", type: "default" }] },
  })
  return result[0] as Row
}

type Zone = {
  set: string
  type: "pickup" | "shipping"
  zone: string
  geo_zones: (
    { type: "country"; country_code: string } | { type: "province"; country_code: string; province_code: string }
  )[]
}

async function seedZone(container: MedusaContainer, location: Row, { set, type, zone, geo_zones }: Zone): Promise<Row> {
  const name = `${SHOP}: ${set}`
  if (!location.fulfillment_sets?.some((existing: Row) => existing.type === type)) {
    await createLocationFulfillmentSetWorkflow(container).run({
      input: { location_id: location.id, fulfillment_set_data: { name, type } },
    })
  }
  const fulfillmentSet = (await first(container, "fulfillment_set", ["id", "service_zones.id"], { name }))!
  if (fulfillmentSet.service_zones?.length) {
    return fulfillmentSet.service_zones[0]
  }
  const { result } = await createServiceZonesWorkflow(container).run({
    input: { data: [{ name: `${set}: ${zone}`, fulfillment_set_id: fulfillmentSet.id, geo_zones }] },
  })
  return result[0] as Row
}

type Option = {
  name: string
  type: { label: string; description: string; code: string }
  amount: number
  inStore: boolean
}

async function seedOption(
  container: MedusaContainer,
  zone: Row,
  profile: Row,
  { name, type, amount, inStore }: Option
) {
  if (await first(container, "shipping_option", ["id"], { name, service_zone_id: zone.id })) {
    return
  }
  await createShippingOptionsWorkflow(container).run({
    input: [
      {
        name,
        price_type: "flat",
        service_zone_id: zone.id,
        shipping_profile_id: profile.id,
        provider_id: FULFILLMENT_PROVIDER,
        type,
        prices: [{ currency_code: CURRENCY, amount }],
        rules: [
          { attribute: "enabled_in_store", value: String(inStore), operator: "eq" },
          { attribute: "is_return", value: "false", operator: "eq" },
        ],
      },
    ],
  })
}
