import { join } from "node:path"
import { filesBelow, hashFiles } from "../../../src/scripts/lib/hashing.mjs"
import { root } from "../../../src/scripts/lib/project.mjs"
import { runLogged } from "./processes.mjs"
import { onServer } from "./server.mjs"

const PREFIX = "rise_via_test"
const TEMPLATE = `${PREFIX}_template_`
const KEEP_TEMPLATES_HOURS = 48
const KEEP_CLONES_HOURS = 6
/** Any number, the same in every run: two runs must not both build the template. */
const TEMPLATE_LOCK = 7_215_002

const withoutData = ["node_modules", ".medusa", "__tests__", "integration-tests", "admin", "api", "sandbox"]

/**
 * Everything that decides what a migrated and seeded database holds: Medusa's own migrations (lockfile), the plugins,
 * the seed and the catalog. The same digest means the same template.
 */
export function templateDigest() {
  const below = (folder) => filesBelow(join(root, folder), (name) => withoutData.includes(name))
  const single = ["package-lock.json", "medusa-config.ts"]
  const scripts = [join(root, "src/scripts/seed.ts")]
  const own = below("src").filter((path) => !path.startsWith(join(root, "src/scripts")))
  const files = [...single.map((path) => join(root, path)), ...scripts, ...own, ...below("plugins"), ...below("data")]
  return hashFiles(files, root).slice(0, 16)
}

/** Names of a run's databases hold the time it started. */
const startedAt = (name) => parseInt(name.slice(PREFIX.length + 1), 36) || 0

export const newRunPrefix = () => `${PREFIX}_${Date.now().toString(36)}_${process.pid.toString(36)}`

/** Drops databases that a killed run left behind, and templates that nobody has used for days. */
async function dropOld(client, keep) {
  const { rows } = await client.query(
    `SELECT datname, shobj_description(oid, 'pg_database') AS stamp FROM pg_database
      WHERE starts_with(datname, $1) AND datname <> $2`,
    [`${PREFIX}_`, keep]
  )
  for (const { datname, stamp } of rows) {
    const isTemplate = datname.startsWith(TEMPLATE)
    const hours = (Date.now() - (isTemplate ? Number(stamp) : startedAt(datname))) / 3_600_000
    if (hours > (isTemplate ? KEEP_TEMPLATES_HOURS : KEEP_CLONES_HOURS)) {
      await drop(client, datname)
    }
  }
}

const drop = (client, name) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`)

/**
 * Migrates and seeds once into a template database, unless one with the same digest is there. Built under another name
 * and renamed at the end: a run that is killed half-way leaves no half template.
 */
export async function ensureTemplate(serverUrl, { env, logs, runPrefix }) {
  const name = `${TEMPLATE}${templateDigest()}`
  return await onServer(serverUrl, async (client) => {
    // Ends with this connection, also when the run is killed.
    await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK])
    await dropOld(client, name)
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])
    if (!rowCount) {
      await build(client, serverUrl, { name, draft: `${runPrefix}_draft`, env, logs })
    }
    await client.query(`COMMENT ON DATABASE ${client.escapeIdentifier(name)} IS '${Date.now()}'`)
    return { name, reused: Boolean(rowCount) }
  })
}

async function build(client, serverUrl, { name, draft, env, logs }) {
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(draft)}`)
  await fill(`${serverUrl}/${draft}`, env, logs)
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [draft])
  await client.query(`ALTER DATABASE ${client.escapeIdentifier(draft)} RENAME TO ${client.escapeIdentifier(name)}`)
}

async function fill(databaseUrl, env, logs) {
  const cli = [
    "--require",
    join(root, "integration-tests/support/environment.js"),
    join(root, "node_modules/@medusajs/cli/cli.js"),
  ]
  const options = { env: { ...env, DATABASE_URL: databaseUrl }, cwd: root, logs }
  const safe = ["--execute-safe-links", "--execute-safe-search"]
  await runLogged("migrate", [...cli, "db:migrate", "--skip-scripts", ...safe], options)
  await runLogged("seed", [...cli, "exec", "./src/scripts/seed.ts"], options)
}

/** Drops what this run made and no suite dropped itself (a worker that was killed). */
export async function dropRun(serverUrl, runPrefix) {
  await onServer(serverUrl, async (client) => {
    const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [runPrefix])
    for (const { datname } of rows) {
      await drop(client, datname)
    }
  })
}
