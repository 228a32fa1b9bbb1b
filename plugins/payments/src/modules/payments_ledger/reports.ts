import type { LedgerFact, PaymentDay, PaymentEntryDTO, ReconciliationRange } from "../../types"
import type { Knex } from "./statements"

const FACT = [
  "provider",
  "key",
  "kind",
  "voids",
  "outcome",
  "amount_cents",
  "currency_code",
  "payment_session_id",
  "refund_id",
  "provider_reference",
  "provider_parent",
  "idempotency_key",
  "correlation_id",
  "occurred_at",
]

/** Where a walk over entries stands. The time is text: a `Date` would cut off what is below a millisecond. */
export type EntryCursor = { at: string; id: string }

export type EntrySubject = Pick<
  PaymentEntryDTO,
  "id" | "kind" | "outcome" | "provider_reference" | "payment_session_id"
> & { at: string }

/** What entries of a period that are about money concern, oldest first, one page after `after`. */
export async function subjectsIn(
  knex: Knex,
  provider: string,
  { from, to }: ReconciliationRange,
  after: EntryCursor | undefined,
  limit: number
): Promise<EntrySubject[]> {
  const page = knex("payment_entry")
    .select("id", "kind", "outcome", "provider_reference", "payment_session_id", knex.raw("occurred_at::text AS at"))
    .where({ provider })
    .whereNull("deleted_at")
    .where("occurred_at", ">=", from)
    .where("occurred_at", "<", to)
    .whereNot("kind", "notice")
    .orderBy([{ column: "occurred_at" }, { column: "id" }])
    .limit(limit)
  return await (after ? page.whereRaw("(occurred_at, id) > (?::timestamptz, ?)", [after.at, after.id]) : page)
}

/** Everything about money that names one of these objects of a service, or undoes or pays one back. */
export async function factsOfReferences(knex: Knex, provider: string, references: string[]): Promise<LedgerFact[]> {
  const facts = (column: string) =>
    knex("payment_entry")
      .select("id", ...FACT)
      .where({ provider })
      .whereNull("deleted_at")
      .whereNot("kind", "notice")
      .whereIn(column, references)
  // A union, because PostgreSQL reads the whole table for an OR over two columns.
  return references.length ? await facts("provider_reference").union(facts("provider_parent")) : []
}

/** Everything about money of these payment sessions. An entry that did not know its session counts to whom its object belongs. */
export async function factsOfSessions(
  knex: Knex,
  provider: string,
  sessions: string[]
): Promise<(LedgerFact & { payment_session_id: string })[]> {
  const own: (LedgerFact & { payment_session_id: string })[] = sessions.length
    ? await knex("payment_entry")
        .select(FACT)
        .where({ provider })
        .whereNull("deleted_at")
        .whereNot("kind", "notice")
        .whereIn("payment_session_id", sessions)
    : []
  const sessionOf = new Map(own.map((fact) => [fact.provider_reference, fact.payment_session_id]))
  sessionOf.delete(null)
  const related = await factsOfReferences(knex, provider, [...sessionOf.keys()] as string[])
  const orphans = related.filter(({ payment_session_id }) => !payment_session_id)
  return [
    ...own,
    ...orphans.map((fact) => ({
      ...fact,
      payment_session_id: (sessionOf.get(fact.provider_reference) ?? sessionOf.get(fact.provider_parent)) as string,
    })),
  ]
}

/** Money by day of the shop, service and currency. Days on which nothing happened are left out. */
export async function moneyByDay(
  knex: Knex,
  { from, to }: ReconciliationRange,
  timeZone: string
): Promise<PaymentDay[]> {
  const sum = (kinds: string) => `coalesce(sum(amount_cents) FILTER (WHERE kind IN (${kinds})), 0)`
  const { rows } = await knex.raw(
    `SELECT to_char(occurred_at AT TIME ZONE ?, 'YYYY-MM-DD') AS day, provider, currency_code,
            ${sum("'capture'")} AS captured_cents,
            ${sum("'refund'")} AS refunded_cents,
            ${sum("'settlement'")} - ${sum("'debit'")} AS settled_cents,
            ${sum("'fee'")} AS fee_cents
       FROM payment_entry
      WHERE occurred_at >= ? AND occurred_at < ? AND outcome = 'succeeded' AND deleted_at IS NULL
        AND kind IN ('capture', 'refund', 'settlement', 'debit', 'fee')
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [timeZone, from, to]
  )
  // PostgreSQL's sums are bigint, which arrives as text.
  return rows.map((row: Record<string, string>) => ({
    ...row,
    captured_cents: Number(row.captured_cents),
    refunded_cents: Number(row.refunded_cents),
    settled_cents: Number(row.settled_cents),
    fee_cents: Number(row.fee_cents),
  }))
}
