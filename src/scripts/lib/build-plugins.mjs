import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { buildClient } from "./build-client.mjs"
import { runNode } from "./children.mjs"
import { filesBelow, hashFiles } from "./hashing.mjs"
import { withLock } from "./lock.mjs"
import { root } from "./project.mjs"

const AT_ONCE = 2
export const medusaCli = join(root, "node_modules", "@medusajs", "cli", "cli.js")

const json = (path) => JSON.parse(readFileSync(path, "utf8"))
const notSource = (name) => ["__tests__", "node_modules", ".medusa"].includes(name)

/** Every workspace package that builds to `.medusa/server`, with the workspace packages it needs first. */
export function listPlugins(folder = root) {
  const base = join(folder, "plugins")
  const found = readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(base, entry.name, "package.json")))
    .map((entry) => {
      const path = join(base, entry.name)
      const { name, dependencies, peerDependencies, devDependencies } = json(join(path, "package.json"))
      return { name, path, wants: Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies }) }
    })
  const names = new Set(found.map(({ name }) => name))
  return found.map((plugin) => ({ ...plugin, needs: plugin.wants.filter((name) => names.has(name)) }))
}

/** Files of a data package (no build of its own) that a plugin may import. */
function dataFiles(plugin, folder) {
  return plugin.wants
    .filter((name) => name.startsWith("@rise-via/") && !plugin.needs.includes(name))
    .flatMap((name) => filesBelow(join(folder, "data", name.split("/")[1]), notSource))
}

function sourceHash(plugin, typesOf, folder) {
  const own = ["package.json", "tsconfig.json", "env.ts"].map((name) => join(plugin.path, name))
  const shared = ["tsconfig.base.json", "package-lock.json"].map((name) => join(folder, name))
  const files = [...filesBelow(join(plugin.path, "src"), notSource), ...own, ...shared, ...dataFiles(plugin, folder)]
  // Of what it depends on, a plugin compiles against the types only.
  return hashFiles(files, folder, [
    process.versions.node.split(".")[0],
    ...plugin.needs.map((name) => typesOf.get(name)),
  ])
}

const output = (plugin) => filesBelow(join(plugin.path, ".medusa", "server"))
const outputHash = (plugin) => hashFiles(output(plugin), plugin.path)
const typesHash = (plugin) =>
  hashFiles(
    output(plugin).filter((path) => path.endsWith(".d.ts")),
    plugin.path
  )
const stampPath = (plugin) => join(plugin.path, ".medusa", "built.json")

/** Up to date when neither the sources nor the output are other than after the last build that succeeded. */
function isBuilt(plugin, source) {
  if (!existsSync(stampPath(plugin))) return false
  const stamp = json(stampPath(plugin))
  return stamp.source === source && stamp.output === outputHash(plugin)
}

const compileWith = (env) => (plugin) =>
  runNode(`build ${plugin.name}`, [medusaCli, "plugin:build"], {
    env: { ...env, NODE_ENV: "production" },
    cwd: plugin.path,
  })

async function buildOne(plugin, source, compile) {
  rmSync(stampPath(plugin), { force: true })
  await compile(plugin)
  mkdirSync(join(plugin.path, ".medusa"), { recursive: true })
  writeFileSync(stampPath(plugin), JSON.stringify({ source, output: outputHash(plugin) }))
}

/**
 * Builds the plugins that changed since they were built, two at a time, each after those it depends on, and the client.
 * Scripts that run at the same time take turns.
 *
 * @param options.env environment of the compiler
 * @param options.compile what builds one plugin, for specs
 * @returns the names of what was built
 */
export function buildPlugins({ env = process.env, folder = root, compile = compileWith(env) } = {}) {
  return withLock("build", async () => {
    const plugins = listPlugins(folder)
    const typesOf = new Map()
    const waiting = new Set(plugins)
    const running = new Map()
    const built = []
    let failure
    while (waiting.size || running.size) {
      for (const plugin of waiting) {
        if (failure || running.size >= AT_ONCE) break
        if (!plugin.needs.every((name) => typesOf.has(name))) continue
        waiting.delete(plugin)
        const source = sourceHash(plugin, typesOf, folder)
        if (isBuilt(plugin, source)) {
          typesOf.set(plugin.name, typesHash(plugin))
          continue
        }
        const work = buildOne(plugin, source, compile).then(
          () => {
            built.push(plugin.name)
            typesOf.set(plugin.name, typesHash(plugin))
          },
          (error) => (failure ??= error)
        )
        running.set(
          plugin,
          work.finally(() => running.delete(plugin))
        )
      }
      if (running.size) await Promise.race(running.values())
      else if (failure) break
      else if (waiting.size && ![...waiting].some(({ needs }) => needs.every((name) => typesOf.has(name)))) {
        throw new Error(
          `These plugins depend on each other in a circle: ${[...waiting].map(({ name }) => name).join(", ")}`
        )
      }
    }
    if (failure) throw failure
    return [...built, ...(await buildClient({ env, folder }))].sort()
  })
}
