import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { readJson } from "../checks/manifests.mjs"

/**
 * Every workspace of the root that goes to npm, in the order that the root names them: `name` as in npm, `at` relative
 * to the root, `folder` absolute, and its `manifest`.
 */
export function publishable(root) {
  const { workspaces = [] } = readJson(join(root, "package.json")) ?? {}
  return [...new Set(workspaces.flatMap((pattern) => expand(root, pattern)))]
    .map((at) => ({ at, folder: join(root, at), manifest: readJson(join(root, at, "package.json")) }))
    .filter(({ manifest }) => manifest && !manifest.private)
    .map((workspace) => ({ ...workspace, name: workspace.manifest.name }))
}

/** npm's patterns as far as we use them: a folder, or every folder in one. */
function expand(root, pattern) {
  const [, parent] = pattern.match(/^(.*)\/\*$/) ?? []
  if (!parent) {
    return [pattern]
  }
  const folder = join(root, parent)
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => `${parent}/${name}`)
    : []
}
