import type { Context } from "@medusajs/framework/types"
import { generateEntityId, MedusaError } from "@medusajs/framework/utils"
import type { BatchSum, FoundDifference, PaymentDifferenceDTO, SettlementLine } from "../../types"

/** knex inside a transaction; Medusa types its managers as `unknown`. */
export type Knex = any

export function transactionOf(context: Context): Knex {
  const knex = (context.transactionManager as any)?.getTransactionContext?.()
  if (!knex) {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "Reconciliation writes only inside a transaction")
  }
  return knex
}

/** Our own share of what is compared: a transaction to look for, and the session whose order it belongs to. */
export type ExpectedLine = { reference: string | null; payment_session_id: string | null }

const COLUMNS = [
  ["id", "text"],
  ["run_id", "text"],
  ["side", "text"],
  ["line_id", "text"],
  ["list", "text"],
  ["reference", "text"],
  ["kind", "text"],
  ["status", "text"],
  ["amount_cents", "integer"],
  ["fee_cents", "integer"],
  ["currency_code", "text"],
  ["batch_id", "text"],
  ["payment_session_id", "text"],
  ["parent", "text"],
  ["occurred_at", "timestamptz"],
] as const

/** Adds lines of either side; one that is there already is left alone. Returns how many are new. */
export async function addLines(
  knex: Knex,
  run_id: string,
  lines: SettlementLine[] | ExpectedLine[],
  side: "theirs" | "ours"
): Promise<number> {
  const rows = lines.map((line) => {
    const line_id = "id" in line ? line.id : `${line.reference ?? ""}|${line.payment_session_id ?? ""}`
    return { amount_cents: 0, fee_cents: 0, ...line, id: `${run_id}:${side}:${line_id}`, run_id, side, line_id }
  })
  const names = COLUMNS.map(([name]) => name).join(", ")
  // One parameter instead of fifteen for each of a thousand lines.
  const { rowCount } = await knex.raw(
    `INSERT INTO payment_settlement_line (${names})
     SELECT ${names} FROM jsonb_to_recordset(?::jsonb) AS line(${COLUMNS.map((column) => column.join(" ")).join(", ")})
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(rows)]
  )
  return rowCount
}

/** The next transactions that either side names, in the database's own order. */
export async function referencesAfter(knex: Knex, run_id: string, after: string, limit: number): Promise<string[]> {
  return await distinctAfter(knex, "reference", run_id, after, limit)
}

export async function sessionsAfter(knex: Knex, run_id: string, after: string, limit: number): Promise<string[]> {
  return await distinctAfter(knex, "payment_session_id", run_id, after, limit)
}

async function distinctAfter(knex: Knex, column: string, run_id: string, after: string, limit: number) {
  const rows = await knex("payment_settlement_line")
    .distinct(column)
    .where({ run_id })
    .where(column, ">", after)
    .whereNull("deleted_at")
    .orderBy(column)
    .limit(limit)
  return rows.map((row: Record<string, string>) => row[column])
}

export async function countReferences(knex: Knex, run_id: string): Promise<number> {
  await knex.raw("ANALYZE payment_settlement_line")
  const [{ count }] = await knex("payment_settlement_line")
    .countDistinct("reference")
    .where({ run_id })
    .whereNull("deleted_at")
  return Number(count)
}

/** The service's lines about these transactions. */
export async function linesOf(knex: Knex, run_id: string, references: string[]): Promise<SettlementLine[]> {
  const rows: (SettlementLine & { line_id: string })[] = await knex("payment_settlement_line")
    .where({ run_id, side: "theirs" })
    .whereNull("deleted_at")
    .whereIn("reference", references)
  return rows.map(({ line_id, ...line }) => ({ ...line, id: line_id }))
}

export async function markLines(knex: Knex, run_id: string, references: string[], nature: string): Promise<void> {
  if (references.length) {
    await knex("payment_settlement_line").where({ run_id }).whereIn("reference", references).update({ nature })
  }
}

/**
 * What every batch paid out, took back and kept. A batch that lists transactions is the sum of them, and sums beside
 * them would count twice; one that lists sums alone is these. A batch with a line of which nobody knows what it is comes
 * next time.
 */
export async function batchSums(knex: Knex, run_id: string): Promise<BatchSum[]> {
  const { rows } = await knex.raw(
    `WITH line AS (
       SELECT *, bool_or(nature = 'transaction' AND reference IS NOT NULL) OVER batch AS lists_transactions,
              bool_or(nature = 'unsure') OVER batch AS is_unsure
         FROM payment_settlement_line
        WHERE run_id = ? AND side = 'theirs' AND list = 'batch' AND batch_id IS NOT NULL AND deleted_at IS NULL
       WINDOW batch AS (PARTITION BY batch_id, currency_code)),
     fee AS (
       SELECT reference, max(fee_cents) AS cents FROM payment_settlement_line
        WHERE run_id = ? AND side = 'theirs' AND list = 'transactions' AND deleted_at IS NULL GROUP BY reference)
     SELECT line.batch_id, line.currency_code, min(line.occurred_at) AS occurred_at,
            coalesce(sum(line.amount_cents) FILTER (WHERE line.kind = 'settlement'), 0) AS settlement_cents,
            coalesce(sum(line.amount_cents) FILTER (WHERE line.kind = 'debit'), 0) AS debit_cents,
            coalesce(sum(CASE WHEN line.kind = 'fee' THEN line.amount_cents ELSE greatest(line.fee_cents, fee.cents, 0) END), 0)
              AS fee_cents
       FROM line LEFT JOIN fee ON fee.reference = line.reference AND line.kind = 'settlement'
      WHERE NOT line.is_unsure
        AND (line.kind = 'fee' OR line.lists_transactions = (line.nature = 'transaction' AND line.reference IS NOT NULL))
      GROUP BY line.batch_id, line.currency_code ORDER BY line.batch_id, line.currency_code`,
    [run_id, run_id]
  )
  return rows.map((row: BatchSum) => ({
    ...row,
    settlement_cents: Number(row.settlement_cents),
    debit_cents: Number(row.debit_cents),
    fee_cents: Number(row.fee_cents),
  }))
}

const FACTS = ["currency_code", "ours_cents", "theirs_cents", "ours_status", "theirs_status"] as const

/**
 * Writes what was found. New ones open, resolved ones open again, and accepted ones when other facts than those that were
 * accepted are found. Keeps that this run found them. Returns those that have opened.
 */
export async function upsertDifferences(
  knex: Knex,
  found: (FoundDifference & { provider: string; order_id: string | null; run_id: string })[]
): Promise<PaymentDifferenceDTO[]> {
  if (!found.length) {
    return []
  }
  const opens = `payment_difference.state = 'resolved'
    OR (payment_difference.state = 'accepted' AND (${FACTS.map((fact) => `payment_difference.${fact}`).join(", ")})
        IS DISTINCT FROM (${FACTS.map((fact) => `excluded.${fact}`).join(", ")}))`
  const unlessOpens = (column: string) => knex.raw(`CASE WHEN ${opens} THEN NULL ELSE payment_difference.${column} END`)
  const took = [...FACTS, "told_in", "occurred_at", "last_run_id"]
  const rows: (PaymentDifferenceDTO & { updated_at: Date })[] = await knex("payment_difference")
    .insert(
      found.map(({ run_id, ...difference }) => ({
        id: generateEntityId(undefined, "pdiff"),
        ...difference,
        state: "open",
        first_run_id: run_id,
        last_run_id: run_id,
      }))
    )
    .onConflict(knex.raw("(provider, kind, reference) WHERE deleted_at IS NULL"))
    .merge({
      ...Object.fromEntries(took.map((column) => [column, knex.raw(`excluded.${column}`)])),
      payment_session_id: knex.raw("coalesce(excluded.payment_session_id, payment_difference.payment_session_id)"),
      order_id: knex.raw("coalesce(excluded.order_id, payment_difference.order_id)"),
      state: knex.raw(`CASE WHEN ${opens} THEN 'open' ELSE payment_difference.state END`),
      opened_count: knex.raw(`payment_difference.opened_count + (CASE WHEN ${opens} THEN 1 ELSE 0 END)`),
      note: unlessOpens("note"),
      closed_by: unlessOpens("closed_by"),
      closed_at: unlessOpens("closed_at"),
      updated_at: knex.fn.now(),
    })
    .returning("*")
  await knex("payment_run_difference")
    .insert(rows.map(({ id, last_run_id }) => ({ id: `${last_run_id}:${id}`, run_id: last_run_id, difference_id: id })))
    .onConflict("id")
    .ignore()
  return rows.filter(({ state, has_case }) => state === "open" && !has_case)
}

/** Closes open differences about what was compared and is not among those that were found again. */
export async function resolveDifferences(
  knex: Knex,
  provider: string,
  compared: { references: string[]; kinds: readonly string[]; found: { kind: string; reference: string }[] },
  at: Date
): Promise<PaymentDifferenceDTO[]> {
  const { references, kinds, found } = compared
  if (!references.length) {
    return []
  }
  return await knex("payment_difference")
    .where({ provider })
    .whereIn("state", ["open", "accepted"])
    .whereNull("deleted_at")
    .whereIn("reference", references)
    .whereIn("kind", kinds)
    .modify((query: Knex) => {
      if (found.length) {
        query.whereNotIn(
          ["kind", "reference"],
          found.map(({ kind, reference }) => [kind, reference])
        )
      }
    })
    .update({ state: "resolved", closed_at: at, closed_by: "payments.reconciliation", updated_at: knex.fn.now() })
    .returning("*")
}

export type MedusaPayment = {
  payment_session_id: string
  currency_code: string
  captured_cents: number
  refunded_cents: number
}

/**
 * What Medusa's payments of these sessions come to, in whole cents. Read past the payment module, as a report: a hundred
 * thousand payments with their captures and refunds as objects would take longer than everything else together.
 */
export async function paymentsOfSessions(knex: Knex, sessions: string[]): Promise<MedusaPayment[]> {
  const cents = (table: string) =>
    `(SELECT coalesce(sum(round((raw_amount->>'value')::numeric * 100)), 0) FROM "${table}"
       WHERE payment_id = payment.id AND deleted_at IS NULL)`
  const { rows } = await knex.raw(
    `SELECT payment_session_id, currency_code, ${cents("capture")} AS captured_cents, ${cents("refund")} AS refunded_cents
       FROM payment WHERE payment_session_id = ANY(?) AND deleted_at IS NULL`,
    [sessions]
  )
  return rows.map((row: MedusaPayment) => ({
    ...row,
    captured_cents: Number(row.captured_cents),
    refunded_cents: Number(row.refunded_cents),
  }))
}
