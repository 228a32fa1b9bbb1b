import type { MedusaContainer } from "@medusajs/framework/types"
import type { KeptMenu, Menu, MenuCounts, MenuItem, MenuLine, MenuReport } from "../../types"
import { registerService } from "../place-order"
import { externalId, noWork, planItem, type MenuShop, type MenuWork } from "./plan-item"
import { findGone, productsOf, type GoneProduct } from "./products"
import { categoriesOf, readShop } from "./shop"

export const MENU_BATCH = 50
const MAX_LINES = 400

export type PlannedItem = { item: MenuItem; work: MenuWork; line?: MenuLine }

/** What must be done about some items, as the shop is now. An item that cannot be planned is a line that says why. */
export async function planItems(container: MedusaContainer, items: MenuItem[], shop: MenuShop): Promise<PlannedItem[]> {
  const products = await productsOf(container, items)
  return items.map((item) => {
    try {
      return { item, ...planItem(item, products.get(externalId(item.id)), shop) }
    } catch (error) {
      return { item, work: noWork(), line: failed(item, error) }
    }
  })
}

export const failed = ({ id, name }: MenuItem, error: unknown): MenuLine => ({
  item_id: id,
  name,
  action: "failed",
  changes: [],
  message: (error as Error).message.slice(0, 500),
})

/** Everything that an import would do now. */
export async function previewMenu(container: MedusaContainer, menu: Menu, withdrawAll: boolean) {
  const shop = { ...(await readShop(container)), categories: await categoriesOf(container, menu.groups) }
  const counts: MenuCounts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, failed: 0 }
  let report: MenuReport = { lines: [], problems: menu.problems.slice(0, MAX_LINES), is_cut: false }
  for (let start = 0; start < menu.items.length; start += MENU_BATCH) {
    const planned = await planItems(container, menu.items.slice(start, start + MENU_BATCH), shop)
    planned.forEach(({ line }) => counts[line?.action ?? "unchanged"]++)
    report = withLines(report, linesOf(planned))
  }
  const { gone, message } = await findWithdrawals(container, { ...menu, withdraw_all: withdrawAll })
  counts.withdrawn = gone.length
  return { counts, report: withLines(report, gone.map(withdrawnLine)), message }
}

export const linesOf = (planned: PlannedItem[]) => planned.flatMap(({ line }) => (line ? [line] : []))

export const withdrawnLine = ({ item_id, title }: GoneProduct): MenuLine => ({
  item_id,
  name: title,
  action: "withdrawn",
  changes: [],
})

/** A report is for people: what failed stays, the rest is cut after some hundred lines. */
export function withLines(report: MenuReport, lines: MenuLine[]): MenuReport {
  const all = [...report.lines, ...lines]
  const kept = all.length > MAX_LINES ? [...all].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_LINES) : all
  return { ...report, lines: kept, is_cut: report.is_cut || all.length > MAX_LINES }
}

const rank = ({ action }: MenuLine) => ["failed", "withdrawn", "created", "updated"].indexOf(action)

/**
 * Products that go off sale because they are not on the menu. When most of them are gone at once, something is wrong
 * with the feed: none goes, and `message` says so, unless staff have said that all shall go.
 */
export async function findWithdrawals(container: MedusaContainer, { items, withdraw_all }: Omit<KeptMenu, "groups">) {
  const { gone, on_sale } = await findGone(container, items)
  const { withdrawLimit } = registerService(container).options.menu
  if (!withdraw_all && gone.length > Math.max(5, on_sale * withdrawLimit)) {
    const message = `${gone.length} of ${on_sale} products are not on the menu any more. None was taken off sale: look at the feed, then import again and allow it.`
    return { gone: [], message }
  }
  return { gone, message: null }
}
