import type { Pool } from "pg"

/** Where a text was found that must not be kept. */
export type Finding = { table: string; needle: string; excerpt: string }

/**
 * Looks for texts in every row of every table, past the application. Base64 is opened first: what the inbox keeps of a
 * callback would hide there.
 */
export async function findInDatabase(db: Pool, needles: string[]): Promise<Finding[]> {
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`
  )
  const findings: Finding[] = []
  for (const { name } of tables) {
    const { rows } = await db.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`)
    findings.push(
      ...rows.flatMap(({ row }) => findInText(opened(row), needles).map((hit) => ({ table: name, ...hit })))
    )
  }
  return findings
}

export function findInText(text: string, needles: string[]): Omit<Finding, "table">[] {
  return needles
    .map((needle) => ({ needle, at: text.indexOf(needle) }))
    .filter(({ at }) => at >= 0)
    .map(({ needle, at }) => ({ needle, excerpt: text.slice(Math.max(0, at - 80), at + needle.length + 20) }))
}

const opened = (row: string) =>
  row.replace(/"raw_body":\s*"([A-Za-z0-9+/=]+)"/g, (_, base64) => Buffer.from(base64, "base64").toString("utf8"))
