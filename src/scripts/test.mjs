/*
 * `npm test`: the same set-up as `npm start`, then every test. `npm test -- <path> …` runs the specs whose path contains
 * one of the arguments; `--full` (npm run test:full) takes the sample sizes that the issues name.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { levels, runLevel } from "../../integration-tests/support/runner/levels.mjs"
import { add, nothing, refusals } from "../../integration-tests/support/runner/results.mjs"
import { endProcesses, runShown } from "../../integration-tests/support/runner/processes.mjs"
import { prepare, tidyUp } from "../../integration-tests/support/runner/set-up.mjs"
import { printError } from "./lib/progress.mjs"
import { dataPath, root } from "./lib/project.mjs"

const args = process.argv.slice(2)
const full = args.includes("--full")
const paths = args.filter((argument) => !argument.startsWith("--"))
const unknown = args.filter((argument) => argument.startsWith("--") && argument !== "--full")

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`

async function check(env) {
  const script = join(root, "src/scripts/check.mjs")
  // Asking for some specs is asking for an answer about those specs.
  if (paths.length || !existsSync(script)) {
    return 0
  }
  return await runShown([script], { env, cwd: root })
}

async function main() {
  if (unknown.length) {
    throw new Error(`Unknown option ${unknown.join(", ")}. Known: --full, and parts of the paths of specs.`)
  }
  const since = Date.now()
  const times = []
  const folder = dataPath("test", "reports")
  rmSync(join(folder, ".."), { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })

  const wantsAdmin = !paths.length || paths.some((path) => path.includes("journeys") || path.includes("admin"))
  const setUp = await prepare({ full, wantsAdmin })
  times.push(`set-up ${seconds(since)}`)
  let total = nothing()
  try {
    const checksSince = Date.now()
    const checksFailed = (await check(setUp.env)) !== 0
    times.push(`checks ${seconds(checksSince)}`)

    for (const level of levels) {
      if (interrupted) break
      const levelSince = Date.now()
      const result = await runLevel(level, { env: setUp.env, paths, folder })
      total = add(total, result)
      if (result.suites) {
        times.push(`${level} ${seconds(levelSince)}`)
      }
    }

    const reasons = [
      ...(interrupted ? ["the run was interrupted"] : []),
      ...refusals(total, process.env),
      ...(checksFailed ? ["the checks failed"] : []),
    ]
    process.stdout.write(`\n${times.join(" · ")} · all ${seconds(since)}\n`)
    for (const reason of reasons) {
      process.stdout.write(`Failed: ${reason}\n`)
    }
    process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
    return total.failed || reasons.length ? 1 : 0
  } finally {
    await tidyUp(setUp)
  }
}

let interrupted = false
for (const name of ["SIGINT", "SIGTERM"]) {
  process.on(name, () => {
    if (interrupted) process.exit(130)
    interrupted = true
    endProcesses()
  })
}

main().then(
  (code) => process.exit(interrupted ? 130 : code),
  (error) => {
    printError(error)
    process.exit(1)
  }
)
