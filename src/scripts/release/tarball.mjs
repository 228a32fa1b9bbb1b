import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { list, extract } from "tar"

/** Unpacks an npm tarball into `folder` as npm would, and answers the paths of its files, sorted. */
export async function unpack(tarball, folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const files = []
  await list({ file: tarball, onReadEntry: ({ path, type }) => type === "File" && files.push(inside(path)) })
  await extract({ file: tarball, cwd: folder, strip: 1 })
  return files.sort()
}

/** npm puts everything into `package/`. */
const inside = (path) => path.replace(/^[^/]+\//, "")

export const textOf = (folder, file) => readFileSync(join(folder, file), "utf8")
