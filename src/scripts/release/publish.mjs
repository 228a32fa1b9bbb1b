/*
 * `node src/scripts/release/publish.mjs <owner>/<name>`: sends every package whose version npm does not know yet. Run by the release
 * workflow after the release check has built and looked at them.
 */
import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PlainError, root } from "../lib/project.mjs"
import { printError } from "../lib/progress.mjs"
import { publishable } from "./workspaces.mjs"

/** npm refuses a statement of provenance unless each package names the repository that it was built from. */
function nameRepository(repository, { folder, at, manifest }) {
  const url = `git+https://github.com/${repository}.git`
  const named = { ...manifest, repository: { type: "git", url, directory: at } }
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(named, null, 2)}\n`)
}

try {
  const [repository] = process.argv.slice(2)
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? "")) {
    throw new PlainError("Publishing is the release workflow's work, which says `owner/name` of the repository.")
  }
  const before = publishable(root).map((workspace) => {
    const path = join(workspace.folder, "package.json")
    return { ...workspace, path, text: readFileSync(path, "utf8") }
  })
  try {
    before.forEach((workspace) => nameRepository(repository, workspace))
    const changeset = join(root, "node_modules/@changesets/cli/bin.js")
    execFileSync(process.execPath, [changeset, "publish"], { cwd: root, stdio: "inherit" })
  } finally {
    before.forEach(({ path, text }) => writeFileSync(path, text))
  }
} catch (error) {
  printError(error)
  process.exitCode = 1
}
