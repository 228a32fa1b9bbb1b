import { execFile } from "node:child_process"
import { mkdirSync, readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { buildPlugins, listPlugins } from "../lib/build-plugins.mjs"
import { npmScript } from "../lib/install.mjs"
import { PlainError } from "../lib/project.mjs"
import { publishable } from "./workspaces.mjs"

const run = promisify(execFile)

/** Builds what goes into the tarballs: the plugins that changed, and every other workspace by its own `build` script. */
export async function buildPackages(root, env = process.env) {
  await buildPlugins({ folder: root, env })
  const plugins = new Set(listPlugins(root).map(({ name }) => name))
  for (const { name, folder, manifest } of publishable(root)) {
    if (!plugins.has(name) && manifest.scripts?.build) {
      await npm(["run", "build"], { folder, env, what: `Building ${name}` })
    }
  }
}

/**
 * `npm pack` of every workspace that goes to npm, or of those in `only`. Earlier tarballs in `into` are removed.
 *
 * @returns for each, in the order of the workspaces: what `publishable` says, `tarball` (path), `size` and
 *   `unpackedSize` in bytes, and `files`, paths inside the package
 */
export async function packAll({ root, into, only, env = process.env }) {
  mkdirSync(into, { recursive: true })
  for (const old of readdirSync(into).filter((file) => file.endsWith(".tgz"))) {
    rmSync(join(into, old))
  }
  const packed = []
  for (const workspace of publishable(root).filter(({ name }) => !only || only.includes(name))) {
    const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", into]
    const text = await npm(args, { folder: workspace.folder, env, what: `Packing ${workspace.name}` })
    const [{ filename, size, unpackedSize, files }] = entries(JSON.parse(text))
    const tarball = join(into, filename.replace("@", "").replace("/", "-"))
    packed.push({ ...workspace, tarball, size, unpackedSize, files: files.map(({ path }) => path).sort() })
  }
  return packed
}

/** A list up to npm 11, by name since. */
const entries = (answer) => (Array.isArray(answer) ? answer : Object.values(answer))

async function npm(args, { folder, env, what }) {
  try {
    const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }
    return (await run(process.execPath, [npmScript(env), ...args], options)).stdout
  } catch (error) {
    throw new PlainError(`${what} failed:\n${error.stdout ?? ""}${error.stderr ?? error.message}`)
  }
}
