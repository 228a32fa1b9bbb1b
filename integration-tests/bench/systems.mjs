import { copyFileSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { medusaCli } from "../../src/scripts/lib/build-plugins.mjs"
import { startNode, stopChild, waitForHealth } from "../../src/scripts/lib/children.mjs"
import { connect } from "../../src/scripts/lib/database.mjs"
import { freePort } from "../../src/scripts/lib/ports.mjs"
import { dataPath, root } from "../../src/scripts/lib/project.mjs"

export const SYSTEMS = ["stock", "ours"]

export const JWT_SECRET = "jwt-secret-for-the-bench-only"

/** Neither system reads the `.env` of a shop on this machine. */
export const FIRST_ARGUMENTS = ["--require", join(root, "integration-tests/support/environment.js")]
const PRELOAD = join(root, "integration-tests/bench/preload.cjs")

/** All that is handed on from the shell: anything else might give one system another engine or a real service. */
const KEPT = /^(PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT)$/i
const shell = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.test(name)))

/** Where a system's `medusa` is called: ours in the repository, stock in a folder with nothing but its configuration. */
export function home(system) {
  if (system === "ours") return root
  const config = dataPath("bench", "stock", "medusa-config.js")
  copyFileSync(join(root, "integration-tests/bench/stock/medusa-config.js"), config)
  // Medusa's command line only works where a package names it as a dependency; it is found further up.
  const manifest = { name: "stock-medusa", private: true, dependencies: { "@medusajs/medusa": "*" } }
  writeFileSync(join(dirname(config), "package.json"), JSON.stringify(manifest))
  return dirname(config)
}

export function serverEnvironment(system, { databaseUrl, port, sandboxUrl }) {
  return {
    ...shell(),
    NODE_ENV: "production",
    MEDUSA_DISABLE_TELEMETRY: "true",
    LOG_LEVEL: "error",
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    BACKEND_URL: `http://127.0.0.1:${port}`,
    JWT_SECRET,
    COOKIE_SECRET: "cookie-secret-for-the-bench-only",
    ...(system === "ours" && {
      RISE_VIA_MODE: "demo",
      ADMIN_DISABLED: "true",
      AUDIT_KEY: "audit-key-for-the-bench-only-0123456789",
      STORE_TIME_ZONE: "America/Los_Angeles",
      // Scores every sale, but lets the same eight shoppers buy all day.
      PAYMENTS_RISK_MODE: "observe",
      SANDBOX_URL: sandboxUrl,
    }),
  }
}

export async function startSandbox() {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...shell(), SANDBOX_PORT: String(port) }
  const sandbox = startNode("The sandbox", ["--import", "tsx", "src/sandbox/index.ts"], {
    env,
    log: "bench-sandbox.log",
  })
  await waitForHealth(sandbox, `${url}/health`)
  return { url, stop: () => stopChild(sandbox) }
}

/**
 * Boots one system as one process in production mode.
 *
 * @param options.nodeArguments more arguments of Node, e.g. `--cpu-prof`
 * @returns `url`, `bootMs` (from the start of the process to its first healthy answer), `usage()`, `traced(work)`,
 *   `inside(file, input)` (calls a CommonJS file in the server's process), `stop()`
 */
export async function startSystem(system, { databaseUrl, sandboxUrl, nodeArguments = [] }) {
  const port = await freePort()
  const env = serverEnvironment(system, { databaseUrl, port, sandboxUrl })
  const args = [...nodeArguments, ...FIRST_ARGUMENTS, "--require", PRELOAD]
  const since = performance.now()
  const running = startNode(`Bench ${system}`, [...args, medusaCli, "start", "--port", String(port)], {
    env,
    cwd: home(system),
  })
  const url = `http://127.0.0.1:${port}`
  await waitForHealth(running, `${url}/health`)
  const bootMs = performance.now() - since

  const ask = askOver(running.child)
  const database = await connect(databaseUrl)
  const databaseCpuSeconds = databaseCpu(database)
  return {
    url,
    bootMs,
    database,
    usage: async () => ({ ...(await ask("usage")), databaseCpuSeconds: await databaseCpuSeconds() }),
    traced: async (work) => {
      await ask("trace")
      await work()
      return (await ask("statements")).traced
    },
    inside: (file, input) => ask("inside", { file, input }),
    stop: async () => {
      await database.end()
      await stopChild(running)
    },
  }
}

/** Questions to the preload of a system's process. */
function askOver(child) {
  const waiting = new Map()
  let last = 0
  child.on("message", ({ id, ...answer }) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  return (bench, more) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, resolve)
      child.send({ ...more, bench, id: last }, (error) => error && reject(error))
    })
}

const TICKS_A_SECOND = 100

/**
 * CPU seconds of all backends that ever served this database, where they run on this machine and /proc shows them.
 * Pools close idle connections; what such a backend had used when it was last looked at stays counted.
 */
function databaseCpu(database) {
  const ticks = new Map()
  return async () => {
    const { rows } = await database.query(
      `SELECT pid, pid || ' ' || backend_start AS key FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`
    )
    for (const { pid, key } of rows) {
      const used = ticksOfBackend(pid)
      if (used !== undefined) ticks.set(key, used)
    }
    const all = [...ticks.values()]
    return all.length ? all.reduce((sum, used) => sum + used, 0) / TICKS_A_SECOND : undefined
  }
}

function ticksOfBackend(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    // The second field is the command in brackets; a database on another machine has other processes' numbers.
    if (!stat.includes("(postgres)")) return undefined
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    return Number(fields[11]) + Number(fields[12])
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return undefined
    throw error
  }
}
