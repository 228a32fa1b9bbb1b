import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { filesBelow } from "./source-tree.mjs"

/** Commercially licensed parts: never opened, not even by a checker. */
const CLOSED = /(^|[/-])(rbac|auth-oidc)(\/|$)|check-permissions|define-policies/

/**
 * The global names that the installed Medusa already has: `"<kind> <name>"` to where it was found. A plugin that takes
 * one of them replaces a part of Medusa without a word.
 */
export function medusaNames(root) {
  const folder = join(root, "node_modules", "@medusajs")
  const names = new Map()
  const take = (kind, name, from) => names.set(`${kind} ${name}`, from)

  for (const name of existsSync(folder) ? readdirSync(folder).filter((name) => !CLOSED.test(name)) : []) {
    for (const path of ["migrations", "models"].flatMap((part) =>
      filesBelow(join(folder, name, "dist", part)).map((below) => `dist/${part}/${below}`)
    )) {
      if (path.endsWith(".js")) {
        const text = readFileSync(join(folder, name, path), "utf8")
        const from = `@medusajs/${name}`
        each(text, /create table if not exists \\?"(\w+)\\?"/g, (table) => take("table", table, from))
        each(text, /\.define\(\s*(?:\{\s*name:\s*)?"(\w+)"/g, (entity) => take("entity", entity, from))
        each(text, /\bid\(\{\s*prefix: "(\w+)"/g, (prefix) => take("id prefix", prefix, from))
      }
    }
  }
  const definition = join(folder, "utils/dist/modules-sdk/definition.js")
  if (existsSync(definition)) {
    const [, body = ""] = readFileSync(definition, "utf8").match(/exports\.Modules = \{([^}]*)\}/) ?? []
    each(body, /: "(\w+)"/g, (module) => take("module", module, "@medusajs/utils"))
  }
  for (const path of filesBelow(join(folder, "core-flows/dist")).filter(
    (path) => /\.js$/.test(path) && !CLOSED.test(path)
  )) {
    const text = readFileSync(join(folder, "core-flows/dist", path), "utf8")
    each(text, /exports\.\w+WorkflowId = "([^"]+)"/g, (id) => take("workflow", id, `@medusajs/core-flows/${path}`))
  }
  for (const path of filesBelow(join(folder, "medusa/dist/api")).filter(
    (path) => path.endsWith("/route.js") && !CLOSED.test(path)
  )) {
    const url = `/${path}`.replace(/\/route\.js$/, "").replace(/\[[^\]]+\]/g, ":id")
    const text = readFileSync(join(folder, "medusa/dist/api", path), "utf8")
    each(text, /exports\.(GET|POST|PUT|PATCH|DELETE) = /g, (method) =>
      take("route", `${method} ${url}`, "@medusajs/medusa")
    )
  }
  return names
}

function each(text, pattern, visit) {
  for (const match of text.matchAll(pattern)) {
    visit(...match.slice(1))
  }
}
