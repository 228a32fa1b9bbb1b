import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { listPlugins, medusaCli } from "./build-plugins.mjs"
import { runNode } from "./children.mjs"
import { filesBelow, hashFiles } from "./hashing.mjs"
import { withLock } from "./lock.mjs"
import { dataPath, root } from "./project.mjs"

/** Where `medusa build --admin-only` writes, and where `medusa start` looks. */
const built = join(root, ".medusa", "admin")
const served = join(root, "public", "admin")
const stampPath = () => dataPath("admin-built.json")

/** Values that the bundler writes into the pages. */
const bakedIn = (env) =>
  Object.entries(env)
    .filter(([name]) => /^(PLUGIN_|ADMIN_AUTH_TYPE$|ADMIN_JWT_TOKEN_STORAGE_KEY$|ADMIN_DISABLED$)/.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()

function sourceHash(env) {
  const files = [
    ...listPlugins().flatMap(({ path }) => [
      join(path, "package.json"),
      ...filesBelow(join(path, ".medusa", "server", "src", "admin")),
    ]),
    ...filesBelow(join(root, "src", "admin"), (name) => name === "__tests__"),
    ...["medusa-config.ts", "package-lock.json"].map((name) => join(root, name)),
  ]
  return hashFiles(files, root, bakedIn(env))
}

const outputHash = () => hashFiles(filesBelow(built), root)

function isBuilt(source) {
  if (!existsSync(stampPath()) || !existsSync(join(built, "index.html"))) return false
  const stamp = JSON.parse(readFileSync(stampPath(), "utf8"))
  return stamp.source === source && stamp.output === outputHash()
}

/** Medusa serves the admin out of `public/admin` and gives no choice; a link saves the copy. */
function link() {
  if (lstatSync(served, { throwIfNoEntry: false })) {
    if (existsSync(join(served, "index.html")) && lstatSync(served).isSymbolicLink()) return
    rmSync(served, { recursive: true, force: true })
  }
  mkdirSync(dirname(served), { recursive: true })
  symlinkSync(join("..", ".medusa", "admin"), served, "dir")
}

/**
 * Bundles the admin with the plugins' pages in it, when any of them changed. Needs built plugins.
 *
 * @returns whether it was built
 */
export function buildAdmin({ env = process.env } = {}) {
  return withLock("build", async () => {
    const source = sourceHash(env)
    const fresh = isBuilt(source)
    if (!fresh) {
      rmSync(stampPath(), { force: true })
      const args = [medusaCli, "build", "--admin-only", "--lint", "false"]
      await runNode("build the admin", args, { env: { ...env, NODE_ENV: "production" } })
      writeFileSync(stampPath(), JSON.stringify({ source, output: outputHash() }))
    }
    link()
    return !fresh
  })
}
