import { postingsOf } from "../../lib/ledger/postings"
import type { PreparedEntry } from "../../lib/ledger/prepare-entry"
import type { LedgerBalance, PaymentEntryDTO, PaymentSubjectInput } from "../../types"

/** knex inside a transaction; Medusa types its managers as `unknown`. */
export type Knex = any

/** Inserts the entries whose fact is new, with their postings. Returns those; a fact that is known is left alone. */
export async function insertEntries(knex: Knex, entries: PreparedEntry[]): Promise<PaymentEntryDTO[]> {
  if (!entries.length) {
    return []
  }
  const recorded: PaymentEntryDTO[] = await knex("payment_entry")
    .insert(
      entries.map(({ request, response, ...entry }) => ({
        ...entry,
        request: request === null ? null : JSON.stringify(request),
        response: response === null ? null : JSON.stringify(response),
      }))
    )
    .onConflict(knex.raw("(provider, key, outcome) WHERE deleted_at IS NULL"))
    .ignore()
    .returning("*")
  const postings = recorded.flatMap((entry) =>
    postingsOf(entry).map((posting, n) => ({
      // The entry's own number: making new ones is what recording many would spend its time on.
      id: entry.id.replace("pent_", `ppost_${n}_`),
      entry_id: entry.id,
      ...posting,
    }))
  )
  if (postings.length) {
    await knex("payment_posting").insert(postings)
  }
  return recorded
}

/** The entries that hold these facts. */
export async function storedFacts(
  knex: Knex,
  facts: Pick<PreparedEntry, "provider" | "key" | "outcome">[]
): Promise<PaymentEntryDTO[]> {
  // Medusa's indexes leave out what is soft-deleted; they serve only statements that say so.
  return await knex("payment_entry")
    .whereNull("deleted_at")
    .whereIn(
      ["provider", "key", "outcome"],
      facts.map(({ provider, key, outcome }) => [provider, key, outcome])
    )
}

const LINKS = ["payment_collection_id", "payment_id", "cart_id", "order_id", "customer_id", "amount_cents"] as const

/** Writes what is known and keeps what was: a later message that knows less takes nothing away. */
export async function linkSubjects(knex: Knex, subjects: PaymentSubjectInput[]): Promise<void> {
  const bySession = new Map(subjects.map((subject) => [subject.payment_session_id, subject]))
  if (!bySession.size) {
    return
  }
  const rows = [...bySession.values()]
    .sort((a, b) => (a.payment_session_id < b.payment_session_id ? -1 : 1))
    .map((subject) => ({
      payment_session_id: subject.payment_session_id,
      ...Object.fromEntries(LINKS.map((link) => [link, subject[link] ?? null])),
    }))
  const merged = LINKS.map((link) => [link, knex.raw(`coalesce(excluded.${link}, payment_subject.${link})`)])
  await knex("payment_subject")
    .insert(rows)
    .onConflict("payment_session_id")
    .merge({ ...Object.fromEntries(merged), updated_at: knex.fn.now() })
}

export async function claimUnlinkedSessions(
  knex: Knex,
  { since, checkedBefore, at }: { since: Date; checkedBefore: Date; at: Date },
  limit: number
): Promise<string[]> {
  const { rows } = await knex.raw(
    `INSERT INTO payment_subject (payment_session_id, checked_at)
     SELECT session, ? FROM (
       SELECT DISTINCT entry.payment_session_id AS session, subject.checked_at
         FROM payment_entry entry
         LEFT JOIN payment_subject subject ON subject.payment_session_id = entry.payment_session_id
        WHERE entry.occurred_at >= ? AND entry.payment_session_id IS NOT NULL AND entry.deleted_at IS NULL
          AND (subject.order_id IS NULL OR subject.payment_id IS NULL)
          AND (subject.checked_at IS NULL OR subject.checked_at < ?)
        ORDER BY subject.checked_at NULLS FIRST, session LIMIT ?) unlinked
     ON CONFLICT (payment_session_id) DO UPDATE SET checked_at = excluded.checked_at, updated_at = now()
       WHERE payment_subject.checked_at IS NULL OR payment_subject.checked_at < ?
     RETURNING payment_session_id`,
    [at, since, checkedBefore, limit, checkedBefore]
  )
  return rows.map(({ payment_session_id }: { payment_session_id: string }) => payment_session_id)
}

export async function trialBalance(knex: Knex, { from, to }: { from: Date; to: Date }): Promise<LedgerBalance[]> {
  const { rows } = await knex.raw(
    `SELECT entry.provider, entry.currency_code, posting.account,
            coalesce(sum(posting.cents) FILTER (WHERE posting.cents > 0), 0) AS debit_cents,
            coalesce(-sum(posting.cents) FILTER (WHERE posting.cents < 0), 0) AS credit_cents,
            sum(posting.cents) AS balance_cents
       FROM payment_entry entry
       JOIN payment_posting posting ON posting.entry_id = entry.id AND posting.deleted_at IS NULL
      WHERE entry.occurred_at >= ? AND entry.occurred_at < ? AND entry.deleted_at IS NULL
      GROUP BY entry.provider, entry.currency_code, posting.account
      ORDER BY entry.provider, entry.currency_code, posting.account`,
    [from, to]
  )
  // PostgreSQL's sums are bigint, which arrives as text.
  return rows.map((row: LedgerBalance) => ({
    ...row,
    debit_cents: Number(row.debit_cents),
    credit_cents: Number(row.credit_cents),
    balance_cents: Number(row.balance_cents),
  }))
}
