import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { readJson } from "../checks/manifests.mjs"
import { root as project } from "../lib/project.mjs"
import { publishable } from "./workspaces.mjs"

const manifestPath = (root, at) => join(root, at, "package.json")
const write = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)

/** What the waiting changesets say, without their heads. */
function summaries(root) {
  const folder = join(root, ".changeset")
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .sort()
    .map((file) =>
      readFileSync(join(folder, file), "utf8")
        .replace(/^---\n[\s\S]*?\n---\n/, "")
        .trim()
    )
    .filter(Boolean)
}

/**
 * An exact peer leaves its range with every release, and changesets answers that with a major version of whoever asks
 * for it. All packages have one version anyway, so the peers among them are taken out of its sight.
 */
function hidePeers(root) {
  const names = new Set(publishable(root).map(({ name }) => name))
  return publishable(root).map(({ at, manifest }) => {
    const peers = Object.keys(manifest.peerDependencies ?? {}).filter((peer) => names.has(peer))
    write(manifestPath(root, at), { ...manifest, peerDependencies: omit(manifest.peerDependencies, peers) })
    return { at, peers, before: manifest }
  })
}

const omit = (record, keys) =>
  record && Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))

/** In the place where they stood, so that a diff shows the number and nothing else. */
function showPeers(root, hidden) {
  const versions = Object.fromEntries(publishable(root).map(({ name, manifest }) => [name, manifest.version]))
  for (const { at, peers, before } of hidden) {
    const peerDependencies =
      before.peerDependencies &&
      Object.fromEntries(
        Object.entries(before.peerDependencies).map(([peer, wanted]) => [
          peer,
          peers.includes(peer) ? versions[peer] : wanted,
        ])
      )
    write(manifestPath(root, at), {
      ...readJson(manifestPath(root, at)),
      ...(peerDependencies && { peerDependencies }),
    })
  }
}

function tellRoot(root, version, news) {
  write(manifestPath(root, "."), { ...readJson(manifestPath(root, ".")), version })
  const path = join(root, "CHANGELOG.md")
  const text = readFileSync(path, "utf8")
  const entry = `## ${version}\n\n${news.map((line) => `- ${line.replace(/\n/g, "\n  ")}`).join("\n")}\n\n`
  const first = text.search(/^## /m)
  writeFileSync(path, first < 0 ? `${text}\n${entry}` : text.slice(0, first) + entry + text.slice(first))
}

/**
 * Turns the waiting changesets into the next version of every package and into changelogs, the root's included.
 *
 * @returns the version, or undefined when no changeset waits
 */
export function applyChangesets(root) {
  const news = summaries(root)
  if (!news.length) {
    return undefined
  }
  const hidden = hidePeers(root)
  try {
    const changeset = join(project, "node_modules/@changesets/cli/bin.js")
    execFileSync(process.execPath, [changeset, "version"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] })
  } finally {
    showPeers(root, hidden)
  }
  const [{ manifest }] = publishable(root)
  tellRoot(root, manifest.version, news)
  return manifest.version
}
