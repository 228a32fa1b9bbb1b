import { listPermissions, listRoutes, type Permission, type RouteContract } from "@rise-via/core"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { loadSource } from "./load-source"

/** What the code of a plugin says of it. */
export type PluginFacts = {
  /** Folder below `plugins`. */
  name: string
  description: string
  /** Folder of the sources. */
  source: string
  routes: RouteContract[]
  permissions: Permission[]
}

/**
 * Loads the sources of every plugin, as Medusa loads a plugin at start (workflow hooks, then middlewares), and reads
 * what each registered. Needs neither a build nor a database.
 */
export function readPlugins(root: string): PluginFacts[] {
  const seenRoutes = new Set<string>()
  const seenPermissions = new Set<string>()
  const base = join(root, "plugins")
  return readdirSync(base)
    .filter((name) => existsSync(join(base, name, "package.json")))
    .sort()
    .map((name) => {
      const source = join(base, name, "src")
      register(source)
      const { description } = JSON.parse(readFileSync(join(base, name, "package.json"), "utf8"))
      return {
        name,
        description,
        source,
        routes: unseen(listRoutes(), seenRoutes, ({ method, path }) => `${method} ${path}`),
        permissions: unseen(listPermissions(), seenPermissions, ({ key }) => key),
      }
    })
}

function register(source: string) {
  const hooks = join(source, "workflows", "hooks")
  const middlewares = join(source, "api", "middlewares.ts")
  const files = existsSync(hooks) ? readdirSync(hooks).map((file) => join(hooks, file)) : []
  for (const file of [...files.filter((file) => file.endsWith(".ts")).sort(), middlewares].filter(existsSync)) {
    loadSource(file)
  }
}

/** What is new since the last plugin: that is this plugin's. */
function unseen<T>(all: T[], seen: Set<string>, nameOf: (thing: T) => string): T[] {
  const added = all.filter((thing) => !seen.has(nameOf(thing)))
  added.forEach((thing) => seen.add(nameOf(thing)))
  return added
}
