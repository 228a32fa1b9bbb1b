import { clock } from "@rise-via/core"
import type { RiskAssessmentInput, RiskLabelInput } from "../../types"
import type { Knex } from "./statements"

const TABLE = "payment_risk_assessment"
/** A refused document speaks of the sales that were being made then. */
const DAYS_BACK = 90

export async function insertAssessment(
  knex: Knex,
  { features, reasons, decision, ...row }: RiskAssessmentInput & { id: string; hold_id: string | null }
): Promise<void> {
  await knex(TABLE)
    .insert({
      ...row,
      decision,
      features: JSON.stringify(features),
      reasons: JSON.stringify(reasons),
      state: row.hold_id ? "open" : "blocked",
      review_state: decision === "review" && row.is_enforced ? "pending" : "none",
    })
    .onConflict(knex.raw("(hold_id) WHERE deleted_at IS NULL"))
    .ignore()
}

/** The attempt became an order. Returns its row, and nothing when that is known already. */
export async function placeAssessment(knex: Knex, holdId: string, orderId: string) {
  const now = clock.now()
  const [row] = await knex(TABLE)
    .where({ hold_id: holdId, state: "open" })
    .whereNull("deleted_at")
    .update({ state: "placed", order_id: orderId, placed_at: now, updated_at: now })
    .returning(["id", "order_id", "payment_session_id", "score", "rule_set_version", "review_state"])
  return row
}

/** Adds a label with what its sale says of where it came from. Returns 0 when the source said so before. */
export async function insertLabel(knex: Knex, label: RiskLabelInput & { id: string }): Promise<number> {
  const sale = await saleOf(knex, label)
  const { id, kind, source, note, labelled_at } = label
  const rows = await knex("payment_risk_label")
    .insert({
      id,
      kind,
      source,
      labelled_at,
      note: note ?? null,
      is_bad: kind !== "staff_cleared",
      assessment_id: sale?.id ?? null,
      customer_id: sale?.customer_id ?? label.customer_id ?? null,
      device_hash: sale?.device_hash ?? null,
      bank_hash: sale?.bank_hash ?? null,
    })
    .onConflict(knex.raw("(kind, source) WHERE deleted_at IS NULL"))
    .ignore()
    .returning("id")
  return rows.length
}

/** The sale that a label is about: named, or the newest of its session or customer. */
async function saleOf(knex: Knex, { assessment_id, payment_session_id, customer_id, labelled_at }: RiskLabelInput) {
  const sales = knex(TABLE).whereNull("deleted_at").orderBy("assessed_at", "desc").limit(1)
  if (assessment_id) {
    return (await sales.where({ id: assessment_id }))[0]
  }
  if (payment_session_id) {
    return (await sales.where({ payment_session_id, state: "placed" }))[0]
  }
  const since = new Date(labelled_at.getTime() - DAYS_BACK * 24 * 60 * 60_000)
  return customer_id && (await sales.where({ customer_id, state: "placed" }).where("assessed_at", ">", since))[0]
}

const BLANK = { device_hash: null, ip_hash: null, bank_hash: null }

export async function forgetSignals(knex: Knex, before: Date, limit: number): Promise<number> {
  const old = knex(TABLE)
    .select("id")
    .where("assessed_at", "<", before)
    .whereRaw("(device_hash IS NOT NULL OR ip_hash IS NOT NULL OR bank_hash IS NOT NULL)")
    .whereNull("deleted_at")
    .orderBy("assessed_at")
    .limit(limit)
  const forgotten = await knex(TABLE)
    .whereIn("id", old)
    .update({ ...BLANK, updated_at: knex.fn.now() })
  await knex("payment_risk_label")
    .where("labelled_at", "<", before)
    .whereRaw("(device_hash IS NOT NULL OR bank_hash IS NOT NULL)")
    .update({ device_hash: null, bank_hash: null, updated_at: knex.fn.now() })
  return forgotten
}

export async function eraseCustomer(knex: Knex, customerId: string): Promise<void> {
  const now = { updated_at: knex.fn.now() }
  await knex(TABLE)
    .where({ customer_id: customerId })
    .update({ ...BLANK, ...now, customer_id: null })
  await knex("payment_risk_label")
    .where({ customer_id: customerId })
    .update({ ...now, customer_id: null, device_hash: null, bank_hash: null, note: null })
}
