/*
 * `node src/scripts/release/version.mjs`: the next version, from the waiting changesets. Run by the release workflow;
 * nothing is committed here.
 */
import { execFileSync } from "node:child_process"
import { generate } from "../docs/from-sources.mjs"
import { npmScript } from "../lib/install.mjs"
import { printError } from "../lib/progress.mjs"
import { root } from "../lib/project.mjs"
import { applyChangesets } from "./next-version.mjs"

try {
  const version = applyChangesets(root)
  if (version) {
    const args = [npmScript(process.env), "install", "--package-lock-only", "--ignore-scripts"]
    execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" })
    // openapi.json says the version too.
    const { code } = await generate(root, ["openapi"], { show: true })
    if (code !== 0) {
      throw new Error("openapi.json could not be written for the new version")
    }
  }
  console.log(version ? `Everything is ${version} now.` : "No changeset waits: there is nothing to release.")
} catch (error) {
  printError(error)
  process.exitCode = 1
}
