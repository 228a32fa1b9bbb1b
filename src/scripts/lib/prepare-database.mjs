import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { listPlugins, medusaCli } from "./build-plugins.mjs"
import { runNode } from "./children.mjs"
import { connect, databaseOf } from "./database.mjs"
import { filesBelow, hashFiles } from "./hashing.mjs"
import { dataPath, PlainError, root } from "./project.mjs"

const statePath = () => dataPath("database.json")
const readState = () => (existsSync(statePath()) ? JSON.parse(readFileSync(statePath(), "utf8")) : {})
const writeState = (change) => writeFileSync(statePath(), JSON.stringify({ ...readState(), ...change }, null, 2))

/** Everything `medusa db:migrate` acts upon: migrations, links, search indexes, data scripts, and which modules there are. */
export function migrationsHash(folder = root) {
  const acting = /[\\/](migrations|links|search|migration-scripts|models)[\\/]|[\\/]modules[\\/][^\\/]+[\\/]index\.ts$/
  const files = [join(folder, "src"), ...listPlugins(folder).map(({ path }) => join(path, "src"))]
    .flatMap((path) => filesBelow(path, (name) => ["__tests__", "sandbox", "scripts", "admin", "api"].includes(name)))
    .filter((path) => acting.test(path))
  return hashFiles([...files, join(folder, "medusa-config.ts"), join(folder, "package-lock.json")], folder)
}

/**
 * What this database is and which migrations it has had. `birth` tells it from another database, also one of the same
 * name made later, but not by its address: a port may change. `history` tells it from an older state of itself.
 * Undefined before the first migration.
 */
async function inspect(url) {
  let client
  try {
    client = await connect(url)
  } catch (error) {
    // 3D000: no such database yet; `db:migrate` makes it.
    if (error.code === "3D000") return undefined
    throw new PlainError(`The database of DATABASE_URL does not answer: ${error.message || error.code}`)
  }
  try {
    const { rows } = await client.query(`
      select datname || ' ' || oid as id from pg_database where datname = current_database()
      and to_regclass('public.mikro_orm_migrations') is not null`)
    if (!rows.length) return undefined
    const { rows: done } = await client.query(
      "select name, executed_at::text as at from public.mikro_orm_migrations order by executed_at, name"
    )
    if (!done.length) return undefined
    const history = createHash("sha256")
      .update(
        done
          .map(({ name }) => name)
          .sort()
          .join("\n")
      )
      .digest("hex")
    return { birth: `${rows[0].id} ${done[0].at}`, history }
  } finally {
    await client.end()
  }
}

/**
 * Migrates when the migrations or the database are other than after the last time.
 *
 * @returns whether anything was run
 */
export async function migrate(env) {
  const wanted = migrationsHash()
  const before = await inspect(env.DATABASE_URL)
  const { migrated } = readState()
  const same =
    before && migrated?.wanted === wanted && migrated.birth === before.birth && migrated.history === before.history
  if (same) return false
  // Apart, because `db:migrate` ends well when its scripts do not.
  const flags = ["--skip-scripts", "--execute-safe-links", "--execute-safe-search"]
  await runNode("migrate", [medusaCli, "db:migrate", ...flags], { env })
  await runNode("migration scripts", [medusaCli, "db:migrate:scripts"], { env })
  const after = await inspect(env.DATABASE_URL)
  if (!after) throw new PlainError(`"medusa db:migrate" left no migrations in ${databaseOf(env.DATABASE_URL)}.`)
  writeState({ migrated: { wanted, ...after } })
  return true
}

/**
 * Fills a new database once with the admin user, the shop's set-up and the catalog. What staff change later is theirs.
 *
 * @returns whether it was filled now
 */
export async function seedOnce(env) {
  const now = await inspect(env.DATABASE_URL)
  if (readState().seeded?.birth === now?.birth) return false
  await runNode("seed", [medusaCli, "exec", "./src/scripts/seed.ts"], { env })
  writeState({ seeded: { birth: now.birth } })
  return true
}

/** The key that storefronts send along: the first that opens a sales channel. */
export async function readPublishableKey(env) {
  const client = await connect(env.DATABASE_URL)
  try {
    const { rows } = await client.query(`
      select k.token from api_key k
      join publishable_api_key_sales_channel l on l.publishable_key_id = k.id and l.deleted_at is null
      where k.type = 'publishable' and k.revoked_at is null and k.deleted_at is null
      order by k.created_at limit 1`)
    return rows[0]?.token
  } finally {
    await client.end()
  }
}
