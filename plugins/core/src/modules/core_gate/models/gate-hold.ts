import { model } from "@medusajs/framework/utils"
import { CoreCheckoutRun } from "./checkout-run"

/** What one gate took for one checkout. `taking`: written before the taking, so that a crash leaves a trace. */
export const CoreGateHold = model.define("core_gate_hold", {
  id: model.id({ prefix: "chold" }).primaryKey(),
  gate: model.text(),
  state: model.enum(["taking", "held", "confirmed", "released"]).default("taking"),
  data: model.json().nullable(),
  order_id: model.text().index().nullable(),
  run: model.belongsTo(() => CoreCheckoutRun, { mappedBy: "holds" }),
})
