import { join } from "node:path"
import { readJson } from "../checks/manifests.mjs"
import { changelog } from "../checks/packages.mjs"

const CORE = "@rise-via/core"

/**
 * One number for everything, core beside its own version, Medusa in the one version that was tested, and a changelog
 * that tells what the number means.
 */
export function checkVersions(root, workspaces) {
  const { version, dependencies = {} } = readJson(join(root, "package.json"))
  const own = new Map(workspaces.map(({ name, manifest }) => [name, manifest.version]))
  return [
    ...changelog(root, ".", version),
    ...workspaces.flatMap(({ name, at, manifest }) => [
      ...(manifest.version === version
        ? []
        : [`${name} is ${manifest.version}, and ${version} in the root: all are released together`]),
      ...ofCore(name, manifest, own),
      ...Object.entries(manifest.peerDependencies ?? {})
        .filter(
          ([peer, wanted]) => peer.startsWith("@medusajs/") && dependencies[peer] && wanted !== dependencies[peer]
        )
        .map(([peer, wanted]) => `${name}: peer ${peer} is ${wanted}, and ${dependencies[peer]} is what we test with`),
      ...changelog(root, at, manifest.version),
    ]),
  ]
}

function ofCore(name, { dependencies = {}, peerDependencies = {} }, own) {
  const wrong = Object.entries({ ...dependencies, ...peerDependencies })
    .filter(([other, wanted]) => own.has(other) && wanted !== own.get(other))
    .map(([other, wanted]) => `${name} asks for ${other} ${wanted}, which is ${own.get(other)}`)
  const second = dependencies[CORE] ? [`${name}: ${CORE} must be a peer, or there will be two of it in one shop`] : []
  return [...wrong, ...second]
}
