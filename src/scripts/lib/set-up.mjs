import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { buildPlugins, listPlugins } from "./build-plugins.mjs"
import { completePostgres, install, whyInstall } from "./install.mjs"
import { step } from "./progress.mjs"
import { PlainError } from "./project.mjs"

const OLDEST_NODE = [20, 19]

/** Refuses a Node that is too old, in words rather than with a syntax error from a package. */
export function demandNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  throw new PlainError(`Rise-Via needs Node ${OLDEST_NODE.join(".")} or newer; this is ${version}.`)
}

/** Installs packages when the tree is not what the lockfile asks for. Needs nothing but Node and npm. */
export async function ensureInstalled(env) {
  const reason = whyInstall()
  if (reason) {
    await step("Installing packages", async () => {
      await install(env)
      return reason
    })
  }
  await completePostgres(env)
}

/** Installed packages and built plugins: what every other command begins with. */
export async function ensureBuilt(env) {
  await ensureInstalled(env)
  await step("Building the plugins", async () => {
    const built = await buildPlugins({ env })
    return built.length ? built.map((name) => name.split("/").pop()).join(", ") : "nothing changed"
  })
}

/** Variables that plugins want made up at first start, out of their `env.ts`. Needs built plugins. */
export function generatedVariables() {
  const require = createRequire(import.meta.url)
  return listPlugins()
    .map(({ path }) => join(path, ".medusa", "server", "env.js"))
    .filter((path) => existsSync(path))
    .flatMap((path) => require(path).env)
    .filter(({ generated }) => generated)
    .map(({ name }) => ({ name }))
}
