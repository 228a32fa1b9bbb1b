import { availableParallelism } from "node:os"
import { join, sep } from "node:path"
import { filesBelow } from "../../../src/scripts/lib/hashing.mjs"
import { root } from "../../../src/scripts/lib/project.mjs"
import { runShown } from "./processes.mjs"
import { nothing, readResults } from "./results.mjs"

/** In the order they run: what is cheap and says most about a mistake comes first. */
export const levels = ["unit", "module", "http", "journeys", "faults", "install"]

const places = {
  unit: /\/__tests__\/.*\.unit\.spec\.tsx?$/,
  module: /\/plugins\/[^/]+\/integration-tests\/modules\/.*\.spec\.ts$/,
  http: /\/integration-tests\/http\/.*\.spec\.ts$/,
  journeys: /\/integration-tests\/journeys\/.*\.spec\.ts$/,
  faults: /\/integration-tests\/faults\/.*\.spec\.ts$/,
  install: /\/integration-tests\/install\/.*\.spec\.ts$/,
}

const notOurs = (name) => ["node_modules", ".medusa", ".rise-via"].includes(name)

/** Specs of a level whose path contains one of `paths` (all of them when there are none). */
export function specsOf(level, paths) {
  return ["integration-tests", "plugins", "src", "data"]
    .flatMap((folder) => filesBelow(join(root, folder), notOurs))
    .filter((path) => places[level].test(path.split(sep).join("/")))
    .filter((path) => !paths.length || paths.some((part) => path.includes(part.replace(/^\.\//, ""))))
}

const HEAP_MB = 1_600

const nodeOptions = [
  // Medusa loads some of its parts with import(), which jest only allows behind this flag.
  "--experimental-vm-modules",
  "--disable-warning=ExperimentalWarning",
  "--disable-warning=DEP0040",
  `--max-old-space-size=${HEAP_MB}`,
].join(" ")

/** Runs the specs of one level with jest and reads what it counted. */
export async function runLevel(level, { env, paths, folder }) {
  const specs = specsOf(level, paths)
  if (!specs.length) {
    return nothing()
  }
  process.stdout.write(`\n── ${level}: ${specs.length} ${specs.length === 1 ? "file" : "files"} ──\n`)
  const report = join(folder, `${level}.json`)
  const args = [
    join(root, "node_modules/jest/bin/jest.js"),
    "--config",
    join(root, "jest.config.js"),
    "--json",
    `--outputFile=${report}`,
    // Medusa's timers (cron, pools) would keep a process alive that has finished its work.
    "--forceExit",
    `--maxWorkers=${Math.min(2, availableParallelism())}`,
    "--runTestsByPath",
    ...specs,
  ]
  const exitCode = await runShown(args, {
    env: { ...env, RISE_VIA_TEST_LEVEL: level, NODE_OPTIONS: `${env.NODE_OPTIONS ?? ""} ${nodeOptions}`.trim() },
    cwd: root,
  })
  return readResults(report, exitCode)
}
