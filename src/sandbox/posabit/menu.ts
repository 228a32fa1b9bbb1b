/** The one menu feed of the sandbox. The store keeps its own catalog; this shows the documented shape with a few products. */
export const MENU_FEED_KEY = "sandbox-menu"

const NO_IMAGE = { og: null, lg: null, md: null, sm: null, thumb: null }

type Price = {
  id: number
  name: string
  price_cents: number
  unit: string
  unit_type: string
  quantity_on_hand: number
}

const price = (id: number, name: string, priceCents: number, unit: string, onHand: number): Price => ({
  id,
  name,
  price_cents: priceCents,
  unit,
  unit_type: unit === "g" ? "weight" : "each",
  quantity_on_hand: onHand,
})

const item = (id: number, name: string, productType: string, thc: number, unitType: string, prices: Price[]) => ({
  id,
  name,
  brand: "Sandbox Gardens",
  strain: name,
  flower_type: "hybrid",
  product_type: productType,
  product_image: NO_IMAGE,
  brand_logo: NO_IMAGE,
  thc: { low: thc, high: thc, unit_type: unitType },
  cbd: { low: 0, high: 0, unit_type: unitType },
  prices,
})

export const MENU_FEED = {
  title: "Sandbox menu",
  feed_key: MENU_FEED_KEY,
  description: "Invented products",
  feed_type: "online",
  menu_groups: [
    {
      name: "Flower",
      category_guid: "00000000-0000-4000-8000-000000000001",
      description: "",
      image: null,
      menu_items: [
        item(101, "Harbor Fog", "flower", 21, "%", [
          price(1001, "1 g", 1200, "g", 80),
          price(1002, "3.5 g", 4000, "g", 40),
        ]),
        item(102, "Cedar Lane", "flower", 18, "%", [price(1003, "3.5 g", 3600, "g", 25)]),
      ],
    },
    {
      name: "Edibles",
      category_guid: "00000000-0000-4000-8000-000000000002",
      description: "",
      image: null,
      menu_items: [item(201, "Night Ferry Gummies", "edible", 100, "mg", [price(2001, "10 pieces", 2200, "each", 60)])],
    },
  ],
}
