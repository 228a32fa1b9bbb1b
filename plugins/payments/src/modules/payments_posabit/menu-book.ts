import type { Context } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext, MedusaError } from "@medusajs/framework/utils"
import { audit, clock, enqueue, type AuditActor } from "@rise-via/core"
import { MENU_IMPORT_TOPIC } from "../../lib/module-names"
import type { KeptMenu, MenuCounts, MenuReport, PosabitMenuImportDTO } from "../../types"
import { PosabitRefundBook } from "./refund-book"

type Finding = { counts: MenuCounts; report: MenuReport; message: string | null }

/** Readings of POSaBIT's menu: previews, and imports with how far they are. */
export abstract class PosabitMenuBook extends PosabitRefundBook {
  /** Keeps what an import would do. */
  @InjectManager()
  async previewedMenu(
    actor: AuditActor,
    items_count: number,
    { counts, report, message }: Finding,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitMenuImportDTO> {
    return (await this.createPosabitMenuImports(
      {
        state: "previewed",
        actor_type: actor.type,
        actor_id: actor.id,
        items_count,
        ...columnsOf(counts),
        report: report as never,
        message,
        finished_at: clock.now(),
      },
      context
    )) as PosabitMenuImportDTO
  }

  /**
   * Starts an import: its first batch is enqueued on the same transaction.
   *
   * @throws CONFLICT when one is running.
   */
  @InjectManager()
  async startMenuImport(
    actor: AuditActor,
    menu: KeptMenu,
    report: MenuReport,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitMenuImportDTO> {
    const [running] = await this.listPosabitMenuImports({ state: "running" }, { take: 1, select: ["id"] }, context)
    if (running) {
      throw alreadyRunning()
    }
    try {
      return await this.startMenuImport_(actor, menu, report, context)
    } catch (error) {
      // Two at once: the unique index decided.
      throw /IDX_posabit_menu_import_running/.test((error as Error).message) ||
        /already exists/.test((error as Error).message)
        ? alreadyRunning()
        : error
    }
  }

  @InjectTransactionManager()
  protected async startMenuImport_(
    actor: AuditActor,
    menu: KeptMenu,
    report: MenuReport,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitMenuImportDTO> {
    const row = await this.createPosabitMenuImports(
      {
        state: "running",
        actor_type: actor.type,
        actor_id: actor.id,
        menu: menu as never,
        items_count: menu.items.length,
        report: report as never,
      },
      context
    )
    await this.enqueueBatch(row.id, 0, context)
    await audit(context, {
      actor,
      action: "payments.posabit_menu_import_started",
      subject: { type: "posabit_menu_import", id: row.id },
      after: { items_count: menu.items.length, groups_count: menu.groups.length, withdraw_all: menu.withdraw_all },
    })
    return row as PosabitMenuImportDTO
  }

  /** A batch is through: notes what came of it and enqueues the next. Nothing when another run noted it already. */
  @InjectTransactionManager()
  async menuBatchDone(
    id: string,
    offset: number,
    size: number,
    { counts, report }: Omit<Finding, "message">,
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    const knex = this.knex(context)
    const [row] = await knex("posabit_menu_import")
      .select("*")
      .where({ id, state: "running", done_count: offset })
      .forUpdate()
    if (!row) {
      return
    }
    await knex("posabit_menu_import")
      .where({ id })
      .update({
        ...added(row, columnsOf(counts)),
        done_count: offset + size,
        report: JSON.stringify(report),
        updated_at: knex.fn.now(),
      })
    await this.enqueueBatch(id, offset + size, context)
  }

  /** The end of an import, good or bad. The menu is not kept any longer. */
  @InjectTransactionManager()
  async menuImportEnded(
    id: string,
    state: "succeeded" | "failed",
    { withdrawn, report, message }: { withdrawn: number; report?: MenuReport; message: string | null },
    @MedusaContext() context: Context = {}
  ): Promise<void> {
    const knex = this.knex(context)
    const [row] = await knex("posabit_menu_import").select("*").where({ id, state: "running" }).forUpdate()
    if (!row) {
      return
    }
    const counts = { ...added(row, { withdrawn_count: withdrawn }) }
    await knex("posabit_menu_import")
      .where({ id })
      .update({
        ...counts,
        ...(report && { report: JSON.stringify(report) }),
        state,
        message,
        menu: null,
        finished_at: clock.now(),
        updated_at: knex.fn.now(),
      })
    await audit(context, {
      actor: { type: row.actor_type, id: row.actor_id },
      action: `payments.posabit_menu_import_${state}`,
      subject: { type: "posabit_menu_import", id },
      after: {
        created_count: row.created_count,
        updated_count: row.updated_count,
        failed_count: row.failed_count,
        ...counts,
      },
      ...(message && { why: message }),
    })
  }

  private async enqueueBatch(id: string, offset: number, context: Context) {
    await enqueue(context, { topic: MENU_IMPORT_TOPIC, key: `${id}:${offset}`, payload: { id, offset } })
  }
}

const alreadyRunning = () => new MedusaError(MedusaError.Types.CONFLICT, "An import of the menu is running already")

const columnsOf = ({ created, updated, unchanged, withdrawn, failed }: MenuCounts) => ({
  created_count: created,
  updated_count: updated,
  unchanged_count: unchanged,
  withdrawn_count: withdrawn,
  failed_count: failed,
})

const added = (row: Record<string, number>, more: Record<string, number>) =>
  Object.fromEntries(Object.entries(more).map(([name, count]) => [name, row[name] + count]))
