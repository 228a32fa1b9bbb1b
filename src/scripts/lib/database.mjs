import { execFile, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { lastLines } from "./children.mjs"
import { demandPort, freePort } from "./ports.mjs"
import { placeCluster } from "./postgres-files.mjs"
import { endOrphan } from "./postgres-orphans.mjs"
import { describeProcess, endProcess, stillRuns } from "./process-identity.mjs"
import { dataPath, PlainError } from "./project.mjs"

const START_MS = 60_000
const PASSWORD = "rise-via.password"
const host = fileURLToPath(new URL("./postgres-host.mjs", import.meta.url))

const settings = {
  listen_addresses: "localhost",
  // A socket's path has a length limit that a deep folder exceeds.
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
}

/**
 * Starts the embedded PostgreSQL, or joins the one that another script of this copy runs on the same folder.
 * It ends with this process, however this process ends.
 *
 * @param options.folder where the cluster lives; default `.rise-via/postgres`. Tests name another one.
 * @param options.port what to listen on; 0 takes any free port
 * @param options.variable the environment variable to name when the port is taken
 * @param options.flags further settings of PostgreSQL, e.g. `{ fsync: "off" }` for tests
 * @returns `url(database)`, `port`, `user`, `password`, `joined` (it belongs to another script) and `stop()`
 */
export async function startDatabase({
  folder = dataPath("postgres"),
  port = 5433,
  variable = "DATABASE_PORT",
  flags = {},
} = {}) {
  const place = placeCluster(folder)
  const ownerFile = `${folder}.owner.json`
  const owner = existsSync(ownerFile) ? JSON.parse(readFileSync(ownerFile, "utf8")) : undefined
  if (stillRuns(owner) && stillRuns(owner.starter)) {
    const cluster = handle(owner.port, readFileSync(join(place.data, PASSWORD), "utf8"))
    await untilReady(cluster, () => !stillRuns(owner))
    return { ...cluster, joined: true, stop: async () => undefined }
  }

  // Its starter was killed and it is about to end; what it leaves is an orphan.
  await endProcess(owner, { graceMs: 30_000 })
  await endOrphan(place.data)
  if (port) await demandPort(port, variable)
  else port = await freePort()
  await initialise(place)
  const log = `${folder}.log`
  const server = launch(place, { ...settings, ...flags, port }, log)
  writeFileSync(ownerFile, JSON.stringify({ ...server.record, port, starter: describeProcess(process.pid) }))
  const stop = async () => {
    await endProcess(server.record, { graceMs: 30_000 })
    // Had the host to be ended by force, the server is an orphan now.
    await endOrphan(place.data)
    rmSync(ownerFile, { force: true })
  }
  const cluster = handle(port, readFileSync(join(place.data, PASSWORD), "utf8"))
  try {
    await untilReady(cluster, () => server.child.exitCode !== null)
  } catch (error) {
    await stop()
    throw new PlainError(`${lastLines(log)}\n\nPostgreSQL did not start: ${error.message}. Its output is in ${log}`)
  }
  return { ...cluster, joined: false, ended: server.ended, log, stop }
}

const handle = (port, password) => ({
  port,
  user: "postgres",
  password,
  url: (database) => `postgres://postgres:${password}@localhost:${port}/${database}`,
})

/** Makes the cluster, beside its place and then moved there: a folder in its place is always a whole cluster. */
async function initialise({ data, native, user }) {
  if (existsSync(data)) return
  const draft = `${data}.draft`
  const passwordFile = `${data}.draft-password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const password = randomBytes(18).toString("hex")
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid)
  try {
    await promisify(execFile)(
      join(native, "bin", "initdb"),
      [
        `--pgdata=${draft}`,
        `--pwfile=${passwordFile}`,
        "--username=postgres",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Sorts and folds case the same on every machine, whatever languages it has installed.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      { ...user, cwd: "/", maxBuffer: 1 << 24 }
    )
  } catch (error) {
    throw new PlainError(`${error.stderr || error.message}\n\nThe database could not be made in ${data}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  writeFileSync(join(draft, PASSWORD), password, { mode: 0o600 })
  renameSync(draft, data)
}

function launch({ data, native, user }, values, log) {
  const args = ["-D", data, ...Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`])]
  const order = JSON.stringify({ command: join(native, "bin", "postgres"), args, ...user, log })
  const child = spawn(process.execPath, [host, order], { detached: true, stdio: ["ignore", "ignore", "ignore", "ipc"] })
  child.channel.unref()
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message))
    child.once("exit", (code, by) => resolve(by ? `signal ${by}` : `code ${code}`))
  })
  return { child, record: describeProcess(child.pid), ended }
}

/** A connection of the `pg` package to one database of the cluster; the caller ends it. */
export async function connect(url) {
  const { default: pg } = await import("pg")
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that breaks while idle is reported by the next query on it.
  client.on("error", () => undefined)
  await client.connect()
  return client
}

async function untilReady(cluster, gone) {
  const deadline = Date.now() + START_MS
  for (;;) {
    if (gone()) throw new Error("the server ended")
    try {
      await (await connect(cluster.url("postgres"))).end()
      return
    } catch (error) {
      // 57P03: it is still reading its log after a crash.
      if (error.code !== "57P03" && error.code !== "ECONNREFUSED" && !(error instanceof AggregateError)) throw error
      if (Date.now() > deadline) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Makes a database unless it is there. */
export async function ensureDatabase(cluster, name) {
  const client = await connect(cluster.url("postgres"))
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/** `host:port/name` of an address, without its secrets. */
export function databaseOf(url) {
  try {
    const { host, pathname } = new URL(url)
    return `${host}${pathname}`
  } catch {
    throw new PlainError("DATABASE_URL must look like postgres://user:password@host:5432/name.")
  }
}
