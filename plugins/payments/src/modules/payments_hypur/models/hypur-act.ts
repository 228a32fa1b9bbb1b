import { model } from "@medusajs/framework/utils"
import { HypurRequest } from "./hypur-request"

/** Something done to a request: by a call of ours, or by staff in Hypur's portal, who then note it here. */
export const HypurAct = model
  .define("hypur_act", {
    id: model.id({ prefix: "hypact" }).primaryKey(),
    hypur_request: model.belongsTo(() => HypurRequest, { mappedBy: "acts" }),
    kind: model.enum(["confirm", "refund", "cancel"]),
    source: model.enum(["asked", "staff"]),
    /** `sent` asked, no answer yet · `pending` Hypur has it, not final · `unknown` look before anything else is done */
    state: model.enum(["sent", "pending", "done", "failed", "unknown"]),
    amount_cents: model.number(),
    /** Medusa's refund. None yet for what staff did by themselves, or when Medusa has dropped its own. */
    refund_id: model.text().nullable(),
    /** What had been given back before, so that a look-up can tell. */
    before_cents: model.number().default(0),
    /** Hypur's id of the refund, or what staff read in the portal. */
    external_reference: model.text().searchable().nullable(),
    /** Who noted it, and in which words. */
    operator_id: model.text().nullable(),
    note: model.text().nullable(),
  })
  .indexes([
    { name: "IDX_hypur_act_refund", on: ["refund_id"], unique: true, where: "refund_id IS NOT NULL" },
    {
      name: "IDX_hypur_act_reference",
      on: ["hypur_request_id", "kind", "external_reference"],
      unique: true,
      where: "external_reference IS NOT NULL",
    },
    // One at a time: an act whose end nobody knows stops the next one.
    {
      name: "IDX_hypur_act_one_open",
      on: ["hypur_request_id", "kind"],
      unique: true,
      where: "state IN ('sent', 'unknown')",
    },
  ])
