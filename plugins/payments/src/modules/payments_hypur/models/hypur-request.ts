import { model } from "@medusajs/framework/utils"
import { HYPUR_STATUSES } from "../../../lib/hypur/status"
import { HypurAct } from "./hypur-act"

/** One payment request at Hypur. Holds ids and amounts only; the buyer's name, phone and address are sent and forgotten. */
export const HypurRequest = model
  .define("hypur_request", {
    id: model.id({ prefix: "hypreq" }).primaryKey(),
    payment_session_id: model.text().searchable(),
    order_id: model.text().searchable().nullable(),
    /** Hypur's id, once it is known. */
    request_id: model.text().searchable().nullable(),
    status: model.enum([...HYPUR_STATUSES]).default("created"),
    /** Hypur's own word. */
    provider_status: model.text().nullable(),
    /** Why it is on hold. */
    hold_reason: model.text().nullable(),
    currency_code: model.text(),
    /** What the shopper was promised to pay, in cents. */
    amount_cents: model.number(),
    /** What Hypur says she was debited for us, without its fee. */
    approved_cents: model.number().nullable(),
    /** Her own fee to Hypur, on top. */
    fee_cents: model.number().nullable(),
    /** What was captured in Medusa. */
    captured_cents: model.number().nullable(),
    /**
     * `open` no money yet · `due` the money is there, Medusa's payment is not captured yet · `captured` · `closed` no money
     * came, or it went back before it was captured
     */
    settlement: model.enum(["open", "due", "captured", "closed"]).default("open"),
    /** How often the bank took it back. */
    returns: model.number().default(0),
    expires_at: model.dateTime(),
    next_poll_at: model.dateTime().nullable(),
    last_read_at: model.dateTime().nullable(),
    captured_at: model.dateTime().nullable(),
    /** Nobody wants its money any more: the session, or the order, is gone. */
    withdrawn_at: model.dateTime().nullable(),
    /** People were asked to cancel it in the portal: from then on it is only read. */
    handed_over_at: model.dateTime().nullable(),
    acts: model.hasMany(() => HypurAct, { mappedBy: "hypur_request" }),
  })
  .indexes([
    // Hypur knows no idempotency: this is what makes it one request for a session and amount.
    { name: "IDX_hypur_request_once", on: ["payment_session_id", "amount_cents"], unique: true },
    { name: "IDX_hypur_request_request", on: ["request_id"], unique: true, where: "request_id IS NOT NULL" },
    { name: "IDX_hypur_request_order", on: ["order_id"] },
    { name: "IDX_hypur_request_poll", on: ["next_poll_at"], where: "next_poll_at IS NOT NULL" },
    { name: "IDX_hypur_request_settlement", on: ["settlement", "created_at"] },
  ])
