import type { DayRow, SealRow } from "./audit-chain"
import type { AuditEntryRow } from "./audit-entry"
import type { Knex } from "./transaction"

const PAGE = 1000

/** A link and the row it seals, when that is still there. */
export type SealedRow = SealRow & { entry: AuditEntryRow | null }

const ENTRY_COLUMNS = [
  "id",
  "created_at",
  "actor_type",
  "actor_id",
  "action",
  "subject_type",
  "subject_id",
  "before",
  "after",
  "why",
  "person_id",
  "personal_cipher",
  "digest",
]
const SELECTED = ENTRY_COLUMNS.map((column) => `e.${column} as e_${column}`)

/** Rows in the order of a growing key, one page in memory at a time. */
async function* pages<T>(key: keyof T, page: (after: number) => Promise<T[]>): AsyncGenerator<T, undefined> {
  for (let after = 0; ;) {
    const rows = await page(after)
    yield* rows
    if (rows.length < PAGE) {
      return undefined
    }
    after = rows[rows.length - 1][key] as number
  }
}

const withEntry = (knex: Knex, table: string) =>
  knex(`${table} as s`)
    .leftJoin("core_audit_entry as e", (on: any) =>
      on.on("e.id", "s.entry_id").andOn("e.created_at", "s.entry_created_at")
    )
    .select("s.*", ...SELECTED)

/** Splits what the join put side by side. */
function splitEntry({ e_id, ...row }: any) {
  const own = Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith("e_")))
  const entry =
    e_id && Object.fromEntries(ENTRY_COLUMNS.map((column) => [column, column === "id" ? e_id : row[`e_${column}`]]))
  return { ...own, entry: entry ?? null }
}

export const sealedRowsUpTo = (knex: Knex, last: number) =>
  pages<SealedRow>("seq", async (after) => {
    const rows = await withEntry(knex, "core_audit_seal")
      .where("s.seq", ">", after)
      .where("s.seq", "<=", last)
      .orderBy("s.seq")
      .limit(PAGE)
    return rows.map(splitEntry)
  })

export const daysUpTo = (knex: Knex, last: number) =>
  pages<DayRow>("last_seq", async (after) =>
    knex("core_audit_day").where("last_seq", ">", after).where("last_seq", "<=", last).orderBy("last_seq").limit(PAGE)
  )

/** Rows that have no seal yet. */
export const waitingRows = (knex: Knex) =>
  pages<{ position: number; entry_id: string; entry: AuditEntryRow | null }>("position", async (after) => {
    const rows = await withEntry(knex, "core_audit_queue")
      .where("s.position", ">", after)
      .orderBy("s.position")
      .limit(PAGE)
    return rows.map(splitEntry)
  })

export const entryById = (knex: Knex, id: string): Promise<{ id: string } | undefined> =>
  knex("core_audit_entry").where({ id }).first("id")

/** A row that has no seal and is not in the queue either. The triggers make this impossible. */
export async function unqueuedEntry(knex: Knex): Promise<string | undefined> {
  const { rows } = await knex.raw(
    `SELECT e.id FROM core_audit_entry e
     WHERE NOT EXISTS (SELECT FROM core_audit_seal s WHERE s.entry_id = e.id AND s.entry_created_at = e.created_at)
       AND NOT EXISTS (SELECT FROM core_audit_queue q WHERE q.entry_id = e.id AND q.entry_created_at = e.created_at)
     LIMIT 1`
  )
  return rows[0]?.id
}
