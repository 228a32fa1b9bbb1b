/*
 * `npm run demo`: plays a storefront against the running shop. Finds out where it runs (environment, then what `npm start`
 * wrote down, then `.env`) and hands over to demo.ts.
 */
import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { loadEnv } from "./lib/env-file.mjs"
import { dataFolder, root } from "./lib/project.mjs"

const PLAYER = fileURLToPath(new URL("./demo.ts", import.meta.url))

/** What the running `npm start` of this copy wrote down; nothing when it does not run or was killed while writing. */
function running() {
  const path = join(dataFolder, "running.json")
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return {}
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const env = loadEnv()
const found = running()
const backendUrl = process.env.BACKEND_URL || found.backendUrl || `http://localhost:${env.PORT || 9000}`
const sandboxUrl =
  process.env.SANDBOX_URL || found.sandboxUrl || env.SANDBOX_URL || `http://localhost:${env.SANDBOX_PORT || 9100}`

if (env.RISE_VIA_MODE === "live") {
  fail("The demo signs up shoppers and places orders: it does not run with RISE_VIA_MODE=live.")
}
if (!existsSync(join(root, "node_modules", "tsx"))) {
  fail(`Nothing is installed yet, so nothing runs at ${backendUrl}: start it with "npm start".`)
}

const player = spawn(process.execPath, ["--import", "tsx", PLAYER], {
  cwd: root,
  stdio: "inherit",
  env: { ...env, BACKEND_URL: backendUrl, SANDBOX_URL: sandboxUrl },
})
// Ctrl-C reaches the player by itself; what is sent to this process alone is passed on.
process.on("SIGTERM", () => player.kill("SIGTERM"))
process.on("SIGINT", () => undefined)
player.on("error", (error) => fail(`The demo could not be started: ${error.message}`))
player.on("exit", (code) => process.exit(code ?? 1))
