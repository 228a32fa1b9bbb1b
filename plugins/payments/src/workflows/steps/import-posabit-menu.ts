import { MedusaError } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { AuditActor } from "@rise-via/core"
import { previewMenu } from "../../lib/menu/plan-menu"
import { readMenu } from "../../lib/menu/read-menu"
import { readShop } from "../../lib/menu/shop"
import { registerService } from "../../lib/place-order"
import { PosabitClient } from "../../lib/posabit-client"
import type { Menu } from "../../types"

export type ImportPosabitMenuInput = {
  /** Says what would be done and changes nothing. */
  dry_run: boolean
  /** Products go off sale also when most of the menu is gone. */
  withdraw_all?: boolean
  actor: AuditActor
}

export const importPosabitMenuStepId = "import-posabit-menu"

/**
 * Reads the menu, then says what an import would do, or starts one. No undo: a preview changes nothing, and an import
 * goes on in batches of its own, each of which undoes itself when it fails.
 */
export const importPosabitMenuStep = createStep(
  importPosabitMenuStepId,
  async ({ dry_run, withdraw_all = false, actor }: ImportPosabitMenuInput, { container }) => {
    const service = registerService(container)
    const menu = await fetchMenu(container)
    if (dry_run) {
      const found = await previewMenu(container, menu, withdraw_all)
      const { id } = await service.previewedMenu(actor, menu.items.length, found)
      return new StepResponse({ id })
    }
    // Now, where somebody hears of it: the batches come later.
    await readShop(container)
    const { groups, items, problems } = menu
    const report = { lines: [], problems: problems.slice(0, 400), is_cut: false }
    const { id } = await service.startMenuImport(actor, { groups, items, withdraw_all }, report)
    return new StepResponse({ id })
  }
)

/** All feeds or none: with half of them, products would go off sale. */
async function fetchMenu(container: MedusaContainer): Promise<Menu> {
  const { options } = registerService(container)
  const { feedKeys } = options.menu
  if (!feedKeys.length) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "No menu feed is configured: set POSABIT_MENU_FEED_KEYS to the keys of POSaBIT's menu feeds"
    )
  }
  const client = new PosabitClient(options)
  const bodies: unknown[] = []
  for (const [n, key] of feedKeys.entries()) {
    const feed = await client.menuFeed(key)
    if (feed.outcome === "unavailable") {
      // Not the key itself: whoever has it can read the menu.
      throw new MedusaError(
        MedusaError.Types.CONFLICT,
        `POSaBIT did not give menu feed ${n + 1} of ${feedKeys.length}: ${feed.message}. Nothing has changed.`
      )
    }
    bodies.push(feed.body)
  }
  const menu = readMenu(bodies)
  if (!menu) {
    throw new MedusaError(MedusaError.Types.CONFLICT, "POSaBIT answered with something that is not a menu")
  }
  return menu
}
