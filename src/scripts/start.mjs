/*
 * `npm start`: from a fresh clone to a running shop. Until the packages are installed, this script and what it imports
 * use nothing but Node itself. Every step looks first whether there is anything to do.
 */
import { existsSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildAdmin } from "./lib/build-admin.mjs"
import { medusaCli } from "./lib/build-plugins.mjs"
import {
  crashReport,
  endLeftovers,
  killChildren,
  lastLines,
  startNode,
  stopChildren,
  waitForHealth,
} from "./lib/children.mjs"
import { ensureDatabase, startDatabase } from "./lib/database.mjs"
import { completeEnvFile, loadEnv, ownVariables } from "./lib/env-file.mjs"
import { takeLock } from "./lib/lock.mjs"
import { demandPort } from "./lib/ports.mjs"
import { migrate, readPublishableKey, seedOnce } from "./lib/prepare-database.mjs"
import { box, printError, step } from "./lib/progress.mjs"
import { dataFolder, dataPath, PlainError } from "./lib/project.mjs"
import { readSettings, serverEnvironment, summary } from "./lib/settings.mjs"
import { demandNode, ensureBuilt, generatedVariables } from "./lib/set-up.mjs"

const DATABASE_NAME = "rise_via"
const since = Date.now()
const runFile = dataPath("running.json")
let database
let release
let stopping

/** Stops everything, each before what it depends on. Called again, it kills what is left. */
function stop(exitCode) {
  if (stopping) {
    killChildren()
    return stopping
  }
  stopping = (async () => {
    rmSync(runFile, { force: true })
    await stopChildren()
    await database?.stop()
    release?.()
    process.exit(exitCode)
  })()
  return stopping
}

/** Installed, built, configured; in the end the environment of the servers. */
async function prepare(settings) {
  await ensureBuilt(loadEnv())
  if (settings.isDemo) {
    const added = completeEnvFile([...ownVariables, ...generatedVariables()])
    if (added.length) await step("Making up secrets in .env", () => added.join(", "))
  }
  const env = serverEnvironment(loadEnv(), settings)
  if (!settings.isDemo) {
    await step("Checking the configuration", () => checkConfiguration(env))
  }
  return env
}

/** Lets core say in its own words what is missing, before anything is touched. */
async function checkConfiguration(env) {
  const script = fileURLToPath(new URL("./lib/check-config.mjs", import.meta.url))
  const check = startNode("configuration", ["--import", "tsx", script], { env })
  if ((await check.ended) !== "code 0") throw new PlainError(lastLines(check.log, 100))
}

async function prepareDatabase(settings, env) {
  if (settings.ownDatabase) {
    await step("Starting PostgreSQL", async () => {
      database = await startDatabase({ port: settings.databasePort })
      await ensureDatabase(database, DATABASE_NAME)
      env.DATABASE_URL = database.url(DATABASE_NAME)
      return `port ${database.port}`
    })
  }
  await step("Migrating the database", async () => ((await migrate(env)) ? "done" : "nothing changed"))
  if (settings.isDemo) {
    await step("Filling the shop", async () => ((await seedOnce(env)) ? "done" : "was done before"))
  }
}

async function startServers(settings, env) {
  const servers = []
  if (settings.ownSandbox) {
    await step("Starting the sandbox", async () => {
      await demandPort(settings.sandboxPort, "SANDBOX_PORT")
      const sandbox = startNode("The sandbox", ["--import", "tsx", "src/sandbox/index.ts"], { env, log: "sandbox.log" })
      await waitForHealth(sandbox, `http://localhost:${settings.sandboxPort}/health`)
      servers.push(sandbox)
    })
  }
  await step("Starting Medusa", async () => {
    await demandPort(settings.port, "PORT")
    const medusa = startNode("Medusa", [medusaCli, "start"], { env, log: "medusa.log" })
    await waitForHealth(medusa, `${settings.localUrl}/health`)
    servers.push(medusa)
  })
  return servers
}

/** Never returns while all is well: the first server that ends on its own ends the shop. */
async function watch(servers) {
  const ends = servers.map((server) => server.ended.then((how) => crashReport(server, how)))
  if (database?.ended)
    ends.push(database.ended.then((how) => crashReport({ name: "PostgreSQL", log: database.log }, how)))
  const report = await Promise.race(ends)
  if (!stopping) throw new PlainError(report)
}

async function start() {
  demandNode()
  release = await takeLock("start", {
    refusal: (pid) =>
      `This shop is running already (process ${pid}). Stop it first: Ctrl-C in its window, or kill ${pid}.`,
  })
  await endLeftovers()
  rmSync(runFile, { force: true })
  const settings = readSettings(loadEnv())
  await demandPort(settings.port, "PORT")
  if (settings.ownSandbox) await demandPort(settings.sandboxPort, "SANDBOX_PORT")
  // A server of ours that a killed start left behind may hold the port; it is ended later.
  if (settings.ownDatabase && !existsSync(join(dataFolder, "postgres", "postmaster.pid"))) {
    await demandPort(settings.databasePort, "DATABASE_PORT")
  }

  const env = await prepare(settings)
  await prepareDatabase(settings, env)
  if (env.ADMIN_DISABLED !== "true") {
    await step("Building the admin", async () => ((await buildAdmin({ env })) ? "done" : "nothing changed"))
  }
  const servers = await startServers(settings, env)
  const publishableKey = await readPublishableKey(env)
  // For `npm run demo` and other tools of this copy.
  const running = { pid: process.pid, backendUrl: settings.localUrl, sandboxUrl: settings.sandboxUrl, publishableKey }
  writeFileSync(runFile, JSON.stringify(running, null, 2), { mode: 0o600 })
  const seconds = ((Date.now() - since) / 1000).toFixed(1)
  process.stdout.write(`\n${box(summary({ settings, env, publishableKey, seconds }))}\n\n`)
  await watch(servers)
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(name, () => {
    if (!stopping) process.stdout.write("\nStopping …\n")
    void stop(0)
  })
}

// npm hands a signal on to the shell between us, which dies of it and tells nobody.
if (process.env.npm_lifecycle_event === "start") {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent && !stopping) void stop(0)
  }, 250).unref()
}

start().catch(async (error) => {
  // What breaks because we are stopping is no news.
  if (!stopping) printError(error)
  await stop(1)
})
