import { model } from "@medusajs/framework/utils"
import { CoreGateHold } from "./gate-hold"

/**
 * One try to complete a cart: `running` → `placed` (the order is whole) → `done` (`order.placed` went out), or `undone`.
 * `running` or `placed` with a dead process is what a crash leaves behind.
 */
export const CoreCheckoutRun = model
  .define("core_checkout_run", {
    id: model.id({ prefix: "crun" }).primaryKey(),
    cart_id: model.text().index(),
    order_id: model.text().index().nullable(),
    state: model.enum(["running", "placed", "done", "undone"]).default("running"),
    process_id: model.text(),
    settled_at: model.dateTime().nullable(),
    holds: model.hasMany(() => CoreGateHold, { mappedBy: "run" }),
  })
  .indexes([
    {
      name: "IDX_core_checkout_run_open",
      on: ["created_at"],
      where: "state IN ('running', 'placed') AND deleted_at IS NULL",
    },
    { name: "IDX_core_checkout_run_state", on: ["state", "created_at"] },
  ])
