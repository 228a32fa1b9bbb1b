import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { owners } from "./source-tree.mjs"

export const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined)

export const readText = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "")

/** Every plugin with its `package.json`, and where it stands relative to the root. */
export function plugins(root) {
  return owners(root)
    .filter(({ isPlugin }) => isPlugin)
    .map((owner) => ({
      ...owner,
      at: `plugins/${owner.name}`,
      manifest: readJson(join(owner.folder, "package.json")) ?? {},
    }))
}

/** `node_modules/a/node_modules/@b/c` to `@b/c`. */
export const packageName = (path) => path.replace(/^.*node_modules\//, "")
