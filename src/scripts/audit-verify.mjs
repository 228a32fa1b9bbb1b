/*
 * `npm run audit:verify`: walks the whole audit log and says in one sentence whether anybody changed, took out or cut
 * off rows. Exit code 0 when it is whole, 1 when it is not or cannot be checked.
 *
 * `npm run audit:verify -- head-2026-11-22.json …` also compares it with day heads that were kept elsewhere: the files
 * that core exports. Only those show a tail that was cut by somebody who also put the old head record back.
 */
import { spawn } from "node:child_process"
import { resolve } from "node:path"
import { medusaCli } from "./lib/build-plugins.mjs"
import { connect, startDatabase } from "./lib/database.mjs"
import { loadEnv } from "./lib/env-file.mjs"
import { printError } from "./lib/progress.mjs"
import { PlainError, root } from "./lib/project.mjs"
import { readSettings, serverEnvironment } from "./lib/settings.mjs"

async function main() {
  const heads = process.argv.slice(2).map((path) => resolve(path))
  const settings = readSettings(loadEnv())
  const env = { ...serverEnvironment(loadEnv(), settings), LOG_LEVEL: "error" }
  // Joins the PostgreSQL of a shop that is running, and starts it for as long as this takes otherwise.
  const database = settings.ownDatabase ? await startDatabase({ port: settings.databasePort }) : undefined
  try {
    if (database) env.DATABASE_URL = database.url("rise_via")
    await demandLog(env.DATABASE_URL)
    return await new Promise((done, fail) => {
      const args = [medusaCli, "exec", "./src/scripts/audit-verify.exec.ts", ...heads]
      const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" })
      child.once("error", fail)
      child.once("exit", (code) => done(code ?? 1))
    })
  } finally {
    await database?.stop()
  }
}

/** A database without an audit log is not one that was found whole. */
async function demandLog(url) {
  if (!url) throw new PlainError("DATABASE_URL is not set.")
  let client
  try {
    client = await connect(url)
    const { rows } = await client.query("select to_regclass('core_audit_entry') is not null as there")
    if (rows[0].there) return
  } catch (error) {
    throw new PlainError(`The database does not answer: ${error.message || error.code}`)
  } finally {
    await client?.end()
  }
  throw new PlainError("There is no audit log in this database yet: start the shop once with npm start.")
}

main().then(
  (code) => process.exit(code),
  (error) => {
    printError(error)
    process.exit(1)
  }
)
