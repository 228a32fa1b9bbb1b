import type { Menu, MenuGroup, MenuItem, MenuProblem, MenuRange, MenuSize } from "../../types"
import { MAX_CENTS } from "../money"

type Fields = Record<string, unknown>

/**
 * Reads menu feeds (`{"menu_feed":{"menu_groups":[…]}}`) into one menu. An item in several groups or feeds is one item.
 * What cannot be sold (no name, no price in whole cents) is left out and named in `problems`; never throws. Undefined
 * when one of them is no menu at all: half a menu would take products off sale.
 */
export function readMenu(bodies: unknown[]): Menu | undefined {
  const groups = new Map<string, MenuGroup>()
  const items = new Map<string, MenuItem>()
  const problems: MenuProblem[] = []
  for (const body of bodies) {
    const rows = object(object(body)?.menu_feed)?.menu_groups
    if (!Array.isArray(rows)) {
      return undefined
    }
    for (const row of rows) {
      const group = readGroup(row)
      const list = object(row)?.menu_items
      if (!group || !Array.isArray(list)) {
        problems.push({ item_id: null, name: text(object(row)?.name, 200), message: "The group cannot be read." })
        continue
      }
      groups.set(group.id, group)
      for (const each of list) {
        addItem(each, group.id, items, problems)
      }
    }
  }
  return { groups: [...groups.values()], items: onceSold([...items.values()], problems), problems }
}

function readGroup(row: unknown): MenuGroup | undefined {
  const name = text(object(row)?.name, 200)
  const id = text(object(row)?.category_guid, 100) ?? name?.toLowerCase()
  return id && name ? { id, name, description: text(object(row)?.description, 2_000) } : undefined
}

function addItem(row: unknown, groupId: string, items: Map<string, MenuItem>, problems: MenuProblem[]) {
  const fields = object(row)
  const id = text(fields?.id, 100)
  const name = text(fields?.name, 250)
  const known = id && items.get(id)
  if (known) {
    known.groups = [...new Set([...known.groups, groupId])].sort()
    return
  }
  if (!fields || !id || !name) {
    problems.push({ item_id: id, name, message: "It has no id or no name." })
    return
  }
  const sizes = readSizes(fields, { id, name }, problems)
  if (!sizes.length) {
    problems.push({ item_id: id, name, message: "It has no size with a price, so it cannot be sold." })
    return
  }
  const image = object(fields.product_image)
  items.set(id, {
    id,
    name,
    brand: text(fields.brand, 200),
    strain: text(fields.strain, 200),
    flower_type: text(fields.flower_type, 100),
    product_type: text(fields.product_type, 100),
    thc: range(fields.thc),
    cbd: range(fields.cbd),
    image: address(image?.og) ?? address(image?.lg) ?? address(image?.md),
    thumbnail: address(image?.thumb) ?? address(image?.sm) ?? address(image?.md),
    groups: [groupId],
    sizes,
  })
}

function readSizes(fields: Fields, item: { id: string; name: string }, problems: MenuProblem[]): MenuSize[] {
  const rows = Array.isArray(fields.prices) ? fields.prices : []
  const labels = new Set<string>()
  return rows.flatMap((row) => {
    const size = object(row)
    const id = Number(text(size?.id, 20) ?? NaN)
    const cents = size?.price_cents
    if (!size || !Number.isSafeInteger(id) || id <= 0 || !isPrice(cents)) {
      const message = `The size ${text(size?.name, 100) ?? "without a name"} has no id or no price above 0 in whole cents.`
      problems.push({ item_id: item.id, name: item.name, message })
      return []
    }
    const unit = text(size.unit, 50)
    const named = text(size.name, 200) ?? unit ?? "One"
    const name = labels.has(named.toLowerCase()) ? `${named} (${id})` : named
    labels.add(name.toLowerCase())
    const quantity = size.quantity_on_hand
    return [
      {
        id,
        name,
        price_cents: cents,
        unit,
        unit_type: text(size.unit_type, 50),
        quantity_on_hand: typeof quantity === "number" && Number.isFinite(quantity) ? quantity : null,
      },
    ]
  })
}

/** A size belongs to one item: orders name nothing but its id. */
function onceSold(items: MenuItem[], problems: MenuProblem[]): MenuItem[] {
  const sold = new Map<number, string>()
  return items.flatMap((item) => {
    const sizes = item.sizes.filter(({ id, name }) => {
      const other = sold.get(id)
      if (other) {
        const message = `The size ${name} (${id}) is a size of item ${other} too.`
        problems.push({ item_id: item.id, name: item.name, message })
      }
      sold.set(id, other ?? item.id)
      return !other
    })
    return sizes.length ? [{ ...item, sizes }] : []
  })
}

const isPrice = (cents: unknown): cents is number =>
  typeof cents === "number" && Number.isInteger(cents) && cents > 0 && cents <= MAX_CENTS

const object = (value: unknown): Fields | undefined =>
  value && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : undefined

function text(value: unknown, max: number): string | null {
  const said = typeof value === "number" || typeof value === "string" ? String(value) : ""
  // PostgreSQL stores every character but this one.
  return said.replaceAll("\0", "").trim().slice(0, max) || null
}

function range(value: unknown): MenuRange | null {
  const { low, high, unit_type } = object(value) ?? {}
  const number = (each: unknown) => (typeof each === "number" && Number.isFinite(each) ? each : null)
  return number(low) === null && number(high) === null
    ? null
    : { low: number(low), high: number(high), unit: text(unit_type, 20) }
}

/** Shown in shoppers' browsers, so only what is plainly an address of a picture. */
function address(value: unknown): string | null {
  const said = text(value, 2_000)
  return said && URL.canParse(said) && new URL(said).protocol === "https:" ? said : null
}
