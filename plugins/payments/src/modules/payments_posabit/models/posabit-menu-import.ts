import { model } from "@medusajs/framework/utils"

/** One reading of POSaBIT's menu: a preview, or an import with how far it is and what it did. */
export const PosabitMenuImport = model
  .define("posabit_menu_import", {
    id: model.id({ prefix: "pbmenu" }).primaryKey(),
    state: model.enum(["previewed", "running", "succeeded", "failed"]),
    actor_type: model.text(),
    actor_id: model.text(),
    /** The menu as it was read, until the import is through. */
    menu: model.json().nullable(),
    /** Products of the menu, and how many of them are dealt with. */
    items_count: model.number().default(0),
    done_count: model.number().default(0),
    created_count: model.number().default(0),
    updated_count: model.number().default(0),
    unchanged_count: model.number().default(0),
    withdrawn_count: model.number().default(0),
    failed_count: model.number().default(0),
    /** What was (or would be) done, product by product, and what could not be; cut after some hundreds. */
    report: model.json(),
    /** Why it failed, in one sentence. */
    message: model.text().nullable(),
    finished_at: model.dateTime().nullable(),
  })
  .indexes([
    // One at a time, whoever starts them.
    { name: "IDX_posabit_menu_import_running", on: ["state"], unique: true, where: "state = 'running'" },
    { name: "IDX_posabit_menu_import_created", on: ["created_at"] },
  ])
