/** The one menu feed of the sandbox, in the documented shape. Its size, and single items, can be changed by tests. */
export const MENU_FEED_KEY = "sandbox-menu"

const NO_IMAGE = { og: null, lg: null, md: null, sm: null, thumb: null }

export type Price = {
  id: number
  name: string
  price_cents: number
  unit: string
  unit_type: string
  quantity_on_hand: number
}

export type MenuItem = ReturnType<typeof item>

export type MenuChange = {
  name?: string
  /** Of every size. */
  price_cents?: number
  /** Sizes that are still sold. */
  price_ids?: number[]
  removed?: boolean
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
  product_image: NO_IMAGE as Record<keyof typeof NO_IMAGE, string | null>,
  brand_logo: NO_IMAGE,
  thc: { low: thc, high: thc, unit_type: unitType },
  cbd: { low: 0, high: 0, unit_type: unitType },
  prices,
})

const FLOWER = [
  item(101, "Harbor Fog", "flower", 21, "%", [price(1001, "1 g", 1200, "g", 80), price(1002, "3.5 g", 4000, "g", 40)]),
  item(102, "Cedar Lane", "flower", 18, "%", [price(1003, "3.5 g", 3600, "g", 25)]),
]
const EDIBLES = [item(201, "Night Ferry Gummies", "edible", 100, "mg", [price(2001, "10 pieces", 2200, "each", 60)])]

const GROUPS = [
  { name: "Flower", category_guid: "00000000-0000-4000-8000-000000000001", description: "", image: null },
  { name: "Edibles", category_guid: "00000000-0000-4000-8000-000000000002", description: "", image: null },
]

const FIRST_MADE = 10_001

/** Item `n` of a long menu: always the same, two sizes, every third one edible. */
const made = (n: number): MenuItem => {
  const id = FIRST_MADE + n
  const isEdible = n % 3 === 2
  const sizes = isEdible ? (["10 pieces", "20 pieces"] as const) : (["1 g", "3.5 g"] as const)
  return item(
    id,
    `Sandbox ${isEdible ? "Drops" : "Bloom"} ${n + 1}`,
    isEdible ? "edible" : "flower",
    10 + (n % 15),
    "%",
    [
      price(id * 10, sizes[0], 900 + (n % 40) * 25, isEdible ? "each" : "g", 10 + (n % 50)),
      price(id * 10 + 1, sizes[1], 2900 + (n % 40) * 75, isEdible ? "each" : "g", 5 + (n % 20)),
    ]
  )
}

export class MenuBook {
  #size = 0
  #changes = new Map<number, MenuChange>()

  /** The three of old, and as many more as are asked for. */
  resize(items: number) {
    this.#size = items
  }

  change(id: number, change: MenuChange) {
    this.#changes.set(id, { ...this.#changes.get(id), ...change })
  }

  reset() {
    this.#size = 0
    this.#changes.clear()
  }

  items(): MenuItem[] {
    return this.feed().menu_groups.flatMap(({ menu_items }) => menu_items)
  }

  feed() {
    const more = Array.from({ length: this.#size }, (_, n) => made(n))
    const isEdible = ({ product_type: type }: MenuItem) => type === "edible"
    const items = [
      [...FLOWER, ...more.filter((each) => !isEdible(each))],
      [...EDIBLES, ...more.filter(isEdible)],
    ]
    return {
      title: "Sandbox menu",
      feed_key: MENU_FEED_KEY,
      description: "Invented products",
      feed_type: "online",
      menu_groups: GROUPS.map((group, n) => ({
        ...group,
        menu_items: items[n].flatMap((each) => this.#changed(each)),
      })),
    }
  }

  #changed(each: MenuItem): MenuItem[] {
    const { removed, name, price_cents: cents, price_ids: ids } = this.#changes.get(each.id) ?? {}
    const prices = each.prices
      .filter(({ id }) => !ids || ids.includes(id))
      .map((one) => ({ ...one, price_cents: cents ?? one.price_cents }))
    return removed ? [] : [{ ...each, name: name ?? each.name, prices }]
  }
}
