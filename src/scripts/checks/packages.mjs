import { existsSync } from "node:fs"
import { join } from "node:path"
import { packageName, plugins, readJson, readText } from "./manifests.mjs"

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/
const FILES = [".medusa/server", "README.md", "CHANGELOG.md", "LICENSE"]
const EXPORTS = [".", "./package.json", "./workflows", "./.medusa/server/src/modules/*", "./modules/*", "./admin"]
/** Two copies of these in one process do not know each other's types, contexts or registries. */
const SINGLE = [
  "react",
  "react-dom",
  "react-router-dom",
  "@tanstack/react-query",
  "zod",
  "@medusajs/framework",
  "@medusajs/medusa",
  "@medusajs/ui",
  "@medusajs/utils",
  "@mikro-orm/core",
]
const COMMERCIAL = ["@medusajs/rbac", "@medusajs/auth-oidc"]
const LISTS = ["dependencies", "peerDependencies", "devDependencies"]

/** What npm and Medusa need to find in each plugin, and one version of everything in the workspace. */
export function checkPackages(root) {
  const rootManifest = readJson(join(root, "package.json"))
  const all = plugins(root)
  const core = all.find(({ name }) => name === "core")
  const problems = [
    ...scripts(root, rootManifest),
    ...licenceFile(root, "."),
    ...changelog(root, ".", rootManifest.version),
    ...commercial("package.json", rootManifest),
    ...singleVersions(root),
    ...all.flatMap((plugin) => [
      ...shape(plugin, rootManifest),
      ...entries(plugin),
      ...dependencies(plugin, rootManifest, core?.manifest.version),
      ...commercial(`${plugin.at}/package.json`, plugin.manifest),
      ...licenceFile(root, plugin.at),
      ...changelog(root, plugin.at, plugin.manifest.version),
    ]),
  ]
  return { problems, summary: `${all.length} plugins` }
}

const scripts = (root, { scripts: commands = {} }) =>
  Object.entries(commands)
    .map(([name, command]) => [name, command.match(/^node (\S+)/)?.[1]])
    .filter(([, file]) => file && !existsSync(join(root, file)))
    .map(([name, file]) => `package.json: "npm run ${name}" needs ${file}, which is not there`)

function shape({ name, at, manifest }, rootManifest) {
  const wrong = (text) => `${at}/package.json: ${text}`
  const expected = { name: `@rise-via/${name}`, version: rootManifest.version, license: "MIT" }
  const problems = Object.entries(expected)
    .filter(([key, value]) => manifest[key] !== value)
    .map(([key, value]) => wrong(`"${key}" is ${JSON.stringify(manifest[key])}, not "${value}"`))
  const keywords = manifest.keywords ?? []
  if (!manifest.description) {
    problems.push(wrong("no description"))
  }
  if (!keywords.includes("medusa-v2") || !keywords.some((keyword) => keyword.startsWith("medusa-plugin-"))) {
    problems.push(wrong(`keywords need "medusa-v2" and a "medusa-plugin-…", by which Medusa's list finds plugins`))
  }
  if (manifest.private) {
    problems.push(wrong(`"private" stops it from being published`))
  }
  if (manifest.publishConfig?.access !== "public") {
    problems.push(wrong(`"publishConfig": { "access": "public" } is missing; a scoped package is private without it`))
  }
  const missing = FILES.filter((file) => !(manifest.files ?? []).includes(file))
  return [...problems, ...missing.map((file) => wrong(`"files" lacks ${file}`))]
}

/** Each fixed entry of `exports` must come out of a source that exists; Medusa drops what it cannot resolve silently. */
function entries({ at, folder, manifest }) {
  const exports = manifest.exports ?? {}
  const wanted = existsSync(join(folder, "src/providers")) ? [...EXPORTS, "./providers/*"] : EXPORTS
  const absent = wanted.filter((entry) => !exports[entry])
  const targets = [manifest.main, ...[".", "./workflows"].map((entry) => exports[entry])].filter(Boolean)
  const dead = targets.filter((target) => {
    const source = target.replace(/^\.\/\.medusa\/server\//, "").replace(/\.js$/, "")
    return ![`${source}.ts`, `${source}.tsx`].some((file) => existsSync(join(folder, file)))
  })
  if (exports["./admin"] && !existsSync(join(folder, "src/admin"))) {
    dead.push("./admin")
  }
  return [
    ...absent.map((entry) => `${at}/package.json: "exports" lacks "${entry}"`),
    ...dead.map((target) => `${at}/package.json: ${target} has no source`),
  ]
}

function dependencies({ name, at, manifest }, rootManifest, coreVersion) {
  const rootVersions = { ...rootManifest.devDependencies, ...rootManifest.dependencies, "@rise-via/core": coreVersion }
  const peers = manifest.peerDependencies ?? {}
  const dev = manifest.devDependencies ?? {}
  const problems = []
  const wanted = ["@medusajs/framework", "@medusajs/medusa", ...(name === "core" ? [] : ["@rise-via/core"])]
  problems.push(...wanted.filter((peer) => !peers[peer]).map((peer) => `${peer} is not among the peerDependencies`))
  problems.push(
    ...["@medusajs/cli"].filter((tool) => !dev[tool]).map((tool) => `plugin:build needs ${tool} in devDependencies`)
  )
  problems.push(
    ...Object.keys(peers)
      .filter((peer) => !dev[peer])
      .map((peer) => `peer ${peer} is not among the devDependencies`)
  )

  for (const list of LISTS) {
    for (const [dependency, version] of Object.entries(manifest[list] ?? {})) {
      const known = rootVersions[dependency]
      const mayRange = list === "peerDependencies" && /^react(-dom)?$/.test(dependency)
      if (!mayRange && !EXACT.test(version)) {
        problems.push(`${list}: ${dependency} "${version}" is not an exact version`)
      } else if (known && (mayRange ? version.replace(/^\^/, "") : version) !== known) {
        problems.push(`${list}: ${dependency} is ${version}, and ${known} in the root`)
      }
      if (list === "dependencies" && dependency.startsWith("@medusajs/")) {
        problems.push(`${dependency} belongs into peerDependencies, or there will be two of it`)
      }
    }
  }
  return problems.map((problem) => `${at}/package.json: ${problem}`)
}

const commercial = (at, manifest) =>
  LISTS.flatMap((list) => Object.keys(manifest[list] ?? {}))
    .filter((name) => COMMERCIAL.includes(name))
    .map((name) => `${at}: ${name} is under Medusa's commercial licence and must not be asked for`)

function licenceFile(root, at) {
  const text = readText(join(root, at, "LICENSE"))
  const file = join(at, "LICENSE")
  if (!text.startsWith("MIT License") || !text.includes("Rise-Via contributors")) {
    return [`${file}: not the MIT licence of the Rise-Via contributors`]
  }
  return text === readText(join(root, "LICENSE")) ? [] : [`${file}: differs from the root's`]
}

/** A package tells what its version brought. Both forms: ours, and the one that changesets write. */
export function changelog(root, at, version) {
  const text = readText(join(root, at, "CHANGELOG.md"))
  const number = version?.replace(/\./g, "\\.")
  const released = new RegExp(`^## (\\[${number}\\] - \\d{4}-\\d{2}-\\d{2}|${number})$`, "m")
  return released.test(text) ? [] : [`${join(at, "CHANGELOG.md")}: no heading "## [${version}] - <date>"`]
}

/** Read from the lockfile, which is what every installation gets. */
function singleVersions(root) {
  const lock = readJson(join(root, "package-lock.json"))
  if (!lock) {
    return ["package-lock.json: missing"]
  }
  const versions = new Map()
  for (const [path, { version, link }] of Object.entries(lock.packages)) {
    const name = packageName(path)
    if (!link && SINGLE.includes(name) && path.includes("node_modules/")) {
      versions.set(name, [...(versions.get(name) ?? []), `${version} in ${path}`])
    }
  }
  return SINGLE.flatMap((name) => {
    const found = versions.get(name) ?? []
    return found.length === 1 ? [] : [`package-lock.json: ${name} is there ${found.length} times (${found.join(", ")})`]
  })
}
