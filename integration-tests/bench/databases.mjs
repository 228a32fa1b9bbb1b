import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { medusaCli } from "../../src/scripts/lib/build-plugins.mjs"
import { runNode } from "../../src/scripts/lib/children.mjs"
import { connect, startDatabase } from "../../src/scripts/lib/database.mjs"
import { filesBelow, hashFiles } from "../../src/scripts/lib/hashing.mjs"
import { takeLock } from "../../src/scripts/lib/lock.mjs"
import { dataPath, PlainError, root } from "../../src/scripts/lib/project.mjs"
import { FIRST_ARGUMENTS, home, serverEnvironment } from "./systems.mjs"

const PREFIX = "rise_via_bench"
/** Any number, the same in every run. */
const BENCH_LOCK = 7_215_003
const here = join(root, "integration-tests", "bench")

/** The PostgreSQL server of DATABASE_URL, else an embedded one of the bench's own with its default settings. */
export async function openServer(env = process.env) {
  if (env.DATABASE_URL) {
    const url = new URL(env.DATABASE_URL)
    url.pathname = ""
    url.search = ""
    return { url: url.href.replace(/\/$/, ""), close: async () => undefined }
  }
  const release = await takeLock("bench", { refusal: (pid) => `Another bench runs in this copy (process ${pid}).` })
  try {
    const cluster = await startDatabase({ folder: dataPath("bench-postgres"), port: 0 })
    const close = async () => {
      await cluster.stop()
      release()
    }
    return { url: cluster.url("").replace(/\/$/, ""), close }
  } catch (error) {
    release()
    throw error
  }
}

const acting = (path) => !/[\\/](__tests__|integration-tests|admin|api|node_modules|\.medusa)[\\/]/.test(path)

/** The same digest, the same template: what migrations and seed hang on. */
function digests(products) {
  const seed = (name) => [join(here, "seed", `${name}.mjs`), join(here, "seed", "catalog.mjs")]
  const stock = hashFiles([...seed("stock"), join(root, "package-lock.json")], root, [`${products}`]).slice(0, 12)
  const plugins = filesBelow(join(root, "plugins"), (_, path) => !acting(`${path}/`))
  const ours = hashFiles([...seed("ours"), ...plugins, join(root, "medusa-config.ts")], root, [stock]).slice(0, 12)
  return { stock, ours }
}

/**
 * Makes the databases that every run starts from, unless they are there: a stock Medusa with the catalog, and a copy of
 * it with our migrations and what our gates ask for. Built under another name: a run that is killed leaves no half one.
 *
 * @returns `clone(system)`, which gives a fresh database, and `drop(name)`
 */
export async function prepareTemplates(server, { products, step }) {
  const client = await connect(`${server.url}/postgres`)
  // Ends with this connection, also when the run is killed. Two benches would measure each other.
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS taken", [BENCH_LOCK])
  if (!rows[0].taken) throw new PlainError("Another bench runs on this PostgreSQL server. Wait for it, or end it.")
  const quoted = (name) => client.escapeIdentifier(name)
  const drop = (name) => client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`)
  const fresh = (label) => `${PREFIX}_${label}_${process.pid.toString(36)}_${randomBytes(3).toString("hex")}`
  const copy = async (from, label) => {
    const name = fresh(label)
    await client.query(`CREATE DATABASE ${quoted(name)} ${from ? `TEMPLATE ${quoted(from)}` : ""}`)
    return name
  }

  const digest = digests(products)
  const names = Object.fromEntries(
    Object.entries(digest).map(([system, hash]) => [system, `${PREFIX}_template_${system}_${products}_${hash}`])
  )
  await dropStale(client, drop, (name) => isStale(name, names, products))
  for (const system of ["stock", "ours"]) {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [names[system]])
    if (rowCount) continue
    await step(`Filling the database of ${system}`, async () => {
      const draft = await copy(system === "ours" ? names.stock : undefined, `draft_${system}`)
      await fill(system, `${server.url}/${draft}`, products)
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [draft])
      await client.query(`ALTER DATABASE ${quoted(draft)} RENAME TO ${quoted(names[system])}`)
    })
  }
  return { clone: (system) => copy(names[system], system), drop, close: () => client.end() }
}

/** Templates of this size from other sources, and what runs that were killed left behind. */
const isStale = (name, names, products) =>
  name.startsWith(`${PREFIX}_template_`)
    ? name.includes(`_${products}_`) && !Object.values(names).includes(name)
    : name.startsWith(`${PREFIX}_`)

async function dropStale(client, drop, isStale) {
  const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [`${PREFIX}_`])
  for (const { datname } of rows.filter(({ datname }) => isStale(datname))) await drop(datname)
}

async function fill(system, databaseUrl, products) {
  const sandboxUrl = "http://127.0.0.1:9100"
  const env = {
    ...serverEnvironment(system, { databaseUrl, port: 9000, sandboxUrl }),
    RISE_VIA_BENCH_PRODUCTS: String(products),
  }
  const medusa = (name, ...args) =>
    runNode(`bench ${system} ${name}`, [...FIRST_ARGUMENTS, medusaCli, ...args], { env, cwd: home(system) })
  await medusa("migrate", "db:migrate", "--skip-scripts", "--execute-safe-links", "--execute-safe-search")
  await medusa("seed", "exec", join(here, "seed", `${system}.mjs`))
  // Without statistics the planner guesses until autovacuum comes by, which may be in the middle of a measurement.
  const client = await connect(databaseUrl)
  await client.query("VACUUM ANALYZE")
  await client.end()
}
