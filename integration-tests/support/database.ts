import { randomBytes } from "node:crypto"
import { Client, Pool } from "pg"
import { settings } from "./settings"

const quoted = (name: string) => `"${name.replace(/"/g, '""')}"`

export const databaseUrl = (name: string) => `${settings().serverUrl}/${name}`

async function onServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl("postgres") })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function freshName(label: string): string {
  const readable = label.replace(/\W+/g, "_").slice(0, 20)
  return `${settings().runPrefix}_${readable}_${randomBytes(3).toString("hex")}`.toLowerCase()
}

/** A copy of the migrated and seeded template, in a fraction of a second. */
export async function cloneTemplate(label: string): Promise<string> {
  const name = freshName(label)
  await onServer((client) => client.query(`CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(settings().template)}`))
  return name
}

/** A new database with nothing in it. */
export async function createDatabase(label: string): Promise<string> {
  const name = freshName(label)
  await onServer((client) => client.query(`CREATE DATABASE ${quoted(name)}`))
  return name
}

export async function dropDatabase(name: string): Promise<void> {
  await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`))
}

export function poolOn(name: string): Pool {
  const pool = new Pool({ connectionString: databaseUrl(name), max: 4 })
  // A server that ends cuts idle connections too; the next query reports it.
  pool.on("error", () => undefined)
  return pool
}
