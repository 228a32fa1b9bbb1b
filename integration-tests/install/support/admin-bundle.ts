import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** The paths of pages and routes that the admin pages of a package name. */
export function traces(packageFolder: string): string[] {
  const bundle = readFileSync(join(packageFolder, ".medusa/server/src/admin/index.mjs"), "utf8")
  return [
    ...new Set([...bundle.matchAll(/["'`](\/[a-z][a-z-]+(?:\/[a-z-]+)+|\/[a-z]+-[a-z-]+)/g)].map(([, path]) => path)),
  ]
}

/** All the code of a built admin. */
export function bundled(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.js$/.test(file))
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n")
}
