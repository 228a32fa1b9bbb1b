import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { runNode } from "./children.mjs"
import { filesBelow, hashFiles } from "./hashing.mjs"

const NAME = "@rise-via/client"
const notSource = (name) => name === "__tests__"

const compileWith = (env) => (path) => runNode(`build ${NAME}`, ["build.mjs"], { env, cwd: path })

/**
 * Builds the client when its sources or its output changed since it was built.
 *
 * @param options.compile what builds it, for specs
 * @returns its name, or nothing when there was nothing to do
 */
export async function buildClient({ env = process.env, folder, compile = compileWith(env) }) {
  const path = join(folder, "client")
  if (!existsSync(join(path, "package.json"))) return []
  const own = ["package.json", "tsconfig.json", "tsconfig.esm.json", "build.mjs"].map((name) => join(path, name))
  const shared = ["tsconfig.base.json", "package-lock.json"].map((name) => join(folder, name))
  const source = hashFiles([...filesBelow(join(path, "src"), notSource), ...own, ...shared], folder)
  const output = () => hashFiles(filesBelow(join(path, "dist")), path)
  // Beside the output and not in it: all of `dist` is published.
  const stamp = join(path, ".cache", "built.json")
  const known = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : undefined
  if (known?.source === source && known.output === output()) return []

  rmSync(stamp, { force: true })
  await compile(path)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, JSON.stringify({ source, output: output() }))
  return [NAME]
}
