import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { checks } from "./checks/index.mjs"
import { dataFolder, root } from "./lib/project.mjs"

const LANES = 2

/**
 * The checks that need no database and no server: `node src/scripts/check.mjs [name …]`. All of them run, also when
 * one fails; each prints one line with its time, and what it found below it.
 */
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name))
if (unknown.length) {
  console.error(`No such check: ${unknown.join(", ")}. There are: ${checks.map(({ name }) => name).join(", ")}`)
  process.exit(1)
}

mkdirSync(join(dataFolder, "cache"), { recursive: true })
const queue = checks.filter(({ name }) => !wanted.length || wanted.includes(name))
let failed = 0

async function lane() {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const since = performance.now()
    const { problems, summary } = await check.run(root).catch((error) => ({ problems: [error.stack ?? String(error)] }))
    const time = `${((performance.now() - since) / 1000).toFixed(1)} s`
    if (problems.length) {
      failed++
      console.log(
        `  -- ${check.title}: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}  ${time}`
      )
      console.log(problems.map((problem) => `       ${problem.replace(/\n/g, "\n       ")}`).join("\n"))
    } else {
      console.log(`  ok ${check.title}${summary ? ` (${summary})` : ""}  ${time}`)
    }
  }
}

await Promise.all(Array.from({ length: LANES }, lane))
process.exitCode = failed ? 1 : 0
