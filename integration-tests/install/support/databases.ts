import { randomBytes } from "node:crypto"
import { Client } from "pg"
import { databaseUrl } from "../../support/database"
import { settings } from "../../support/settings"

/** A database of a merchant: empty, or a copy of `from`. Dropped with `dropDatabase`; a killed run's are dropped by prefix. */
export async function makeDatabase(label: string, from?: string): Promise<string> {
  const name = `${settings().runPrefix}_${label}_${randomBytes(3).toString("hex")}`.toLowerCase().replace(/\W/g, "_")
  const client = new Client({ connectionString: databaseUrl("postgres") })
  await client.connect()
  try {
    await client.query(
      `CREATE DATABASE ${client.escapeIdentifier(name)}${from ? ` TEMPLATE ${client.escapeIdentifier(from)}` : ""}`
    )
    return name
  } finally {
    await client.end()
  }
}
