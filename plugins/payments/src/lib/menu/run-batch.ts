import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { updateProductsWorkflow } from "@medusajs/medusa/core-flows"
import { clock, openCase } from "@rise-via/core"
import type { KeptMenu, MenuCounts, MenuReport, PosabitMenuImportDTO } from "../../types"
import { registerService } from "../place-order"
import { clearUnfinished } from "./clear-unfinished"
import { noWork, type MenuWork } from "./plan-item"
import {
  failed,
  findWithdrawals,
  linesOf,
  MENU_BATCH,
  planItems,
  withdrawnLine,
  withLines,
  type PlannedItem,
} from "./plan-menu"
import type { GoneProduct } from "./products"
import { categoriesOf, ensureCategories, readShop } from "./shop"

type Apply = (work: MenuWork) => Promise<void>

/**
 * One batch of a running import, planned against the shop as it is now: run again it finds what is done. After the last
 * one the products that are gone from the menu become drafts.
 */
export async function runMenuBatch(container: MedusaContainer, id: string, offset: number, apply: Apply) {
  const service = registerService(container)
  const [row] = await service.listPosabitMenuImports({ id }, { take: 1 })
  if (!row || row.state !== "running" || row.done_count !== offset) {
    return
  }
  const menu = row.menu as unknown as KeptMenu
  const report = row.report as unknown as MenuReport
  if (offset >= menu.items.length) {
    return await finish(container, row, menu, report)
  }
  if (offset === 0) {
    await ensureCategories(container, menu.groups)
  }
  const shop = { ...(await readShop(container)), categories: await categoriesOf(container, menu.groups) }
  const items = menu.items.slice(offset, offset + MENU_BATCH)
  await clearUnfinished(container, items)
  const done = await applyAll(await planItems(container, items, shop), apply)
  const counts: MenuCounts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, failed: 0 }
  done.forEach(({ line }) => counts[line?.action ?? "unchanged"]++)
  await service.menuBatchDone(id, offset, items.length, { counts, report: withLines(report, linesOf(done)) })
}

/** All at once; when that fails, one by one, so that one item does not hold up the others. */
async function applyAll(planned: PlannedItem[], apply: Apply): Promise<PlannedItem[]> {
  const open = planned.filter(({ work }) => !isEmpty(work))
  if (!open.length) {
    return planned
  }
  try {
    await apply(merged(open))
    return planned
  } catch (error) {
    if (open.length === 1) {
      return planned.map((each) => (each === open[0] ? { ...each, line: failed(each.item, error) } : each))
    }
  }
  const results = new Map<PlannedItem, PlannedItem>()
  for (const each of open) {
    const [result] = await applyAll([each], apply)
    results.set(each, result)
  }
  if ([...results.values()].every(({ line }) => line?.action === "failed")) {
    // Not the items: something is down. The message comes again.
    throw new Error([...results.values()][0].line?.message ?? "No item of the batch could be saved")
  }
  return planned.map((each) => results.get(each) ?? each)
}

const isEmpty = (work: MenuWork) => Object.values(work).every((list) => !list.length)

function merged(planned: PlannedItem[]): MenuWork {
  const all = noWork()
  for (const { work } of planned) {
    for (const key of Object.keys(all) as (keyof MenuWork)[]) {
      ;(all[key] as unknown[]).push(...work[key])
    }
  }
  return all
}

async function finish(container: MedusaContainer, row: PosabitMenuImportDTO, menu: KeptMenu, report: MenuReport) {
  const { gone, message } = await findWithdrawals(container, menu)
  for (let start = 0; start < gone.length; start += MENU_BATCH) {
    await withdraw(container, gone.slice(start, start + MENU_BATCH))
  }
  if (message) {
    await openCase(null, {
      kind: "payments.posabit_menu_shrank",
      key: row.id,
      summary: message,
      subject: { type: "posabit_menu_import", id: row.id },
    })
  }
  await registerService(container).menuImportEnded(row.id, "succeeded", {
    withdrawn: gone.length,
    report: withLines(report, gone.map(withdrawnLine)),
    message,
  })
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .info(`payments: POSaBIT's menu is imported (${menu.items.length} items, ${gone.length} withdrawn)`)
}

/** Off sale and not deleted: it comes back when the menu has it again. */
async function withdraw(container: MedusaContainer, gone: GoneProduct[]) {
  const withdrawn_at = clock.now().toISOString()
  await updateProductsWorkflow(container).run({
    input: {
      products: gone.map(({ id, metadata }) => ({
        id,
        status: "draft" as never,
        metadata: { ...metadata, posabit: { ...metadata?.posabit, withdrawn_at } },
      })),
    },
  })
}
