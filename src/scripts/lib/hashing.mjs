import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative, sep } from "node:path"

/** All files below a folder, sorted, without those `skip` names. Empty when the folder is not there. */
export function filesBelow(folder, skip = () => false) {
  if (!existsSync(folder)) return []
  const found = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (skip(entry.name, path)) continue
    if (entry.isDirectory()) found.push(...filesBelow(path, skip))
    else if (entry.isFile()) found.push(path)
  }
  return found.sort()
}

/** A digest over names (relative to `base`) and contents. Files that do not exist count as absent. */
export function hashFiles(paths, base, extra = []) {
  const hash = createHash("sha256")
  for (const text of extra) hash.update(`${text}\0`)
  for (const path of [...new Set(paths)].sort()) {
    if (!existsSync(path) || !statSync(path).isFile()) continue
    hash.update(`${relative(base, path).split(sep).join("/")}\0`)
    hash.update(createHash("sha256").update(readFileSync(path)).digest())
  }
  return hash.digest("hex")
}
