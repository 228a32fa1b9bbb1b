import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, relative, sep } from "node:path"
import { projectRoot } from "./settings"

/** What a plugin's sources promise: the boot must bring all of it to life. */
export type PluginSources = {
  name: string
  /** Folders of `src/modules`. */
  modules: string[]
  /** Paths below the build, without ending, e.g. `jobs/exchange`. */
  jobs: string[]
  subscribers: string[]
  workflows: string[]
  /** `/admin/exchange/outbox/:id`, with the methods its file exports. */
  routes: { path: string; methods: string[] }[]
  migrations: { class: string; sql: string; file: string }[]
}

/** Requires a file of the built plugin, as the application runs it. */
export const requireBuilt = (plugin: string, path: string) =>
  require(join(projectRoot, "plugins", plugin, ".medusa/server/src", path))

export function listPlugins(): PluginSources[] {
  const base = join(projectRoot, "plugins")
  return readdirSync(base)
    .filter((name) => existsSync(join(base, name, "package.json")))
    .map((name) => sourcesOf(name, join(base, name, "src")))
}

function sourcesOf(name: string, source: string): PluginSources {
  const below = (folder: string) =>
    filesBelow(join(source, folder)).map((path) => relative(source, path).split(sep).join("/"))
  const code = (folder: string) =>
    below(folder)
      .filter((path) => /\.ts$/.test(path) && !/(^|\/)(_|__tests__\/)/.test(path) && !/\.(spec|d)\.ts$/.test(path))
      .map((path) => path.replace(/\.ts$/, ""))
  const modules = existsSync(join(source, "modules")) ? readdirSync(join(source, "modules")) : []
  return {
    name,
    modules,
    jobs: code("jobs"),
    subscribers: code("subscribers"),
    workflows: code("workflows").filter((path) => !/\/(steps|hooks)\//.test(path) && !path.endsWith("/index")),
    routes: code("api")
      .filter((path) => path.endsWith("/route"))
      .map((path) => routeOf(join(source, `${path}.ts`), path)),
    migrations: below("modules")
      .filter((path) => /\/migrations\/[^/.]+\.ts$/.test(path))
      .map((path) => migrationOf(join(source, path))),
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) {
    return []
  }
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]
  )
}

function routeOf(file: string, path: string): PluginSources["routes"][number] {
  const text = readFileSync(file, "utf8")
  return {
    path: path.replace(/^api|\/route$/g, "").replace(/\[([^\]]+)\]/g, ":$1"),
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
      new RegExp(`export (async function|const|function) ${method}\\b`).test(text)
    ),
  }
}

function migrationOf(file: string): PluginSources["migrations"][number] {
  const sql = readFileSync(file, "utf8")
  return { class: /export class (\w+)/.exec(sql)?.[1] ?? "", sql, file }
}
