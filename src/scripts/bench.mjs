/*
 * `npm run bench`: figures of our store beside stock Medusa of the same version, on the same machine in the same run.
 * How to read them: integration-tests/bench/README.md.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { parseArgs } from "node:util"
import { compareWithKnown } from "../../integration-tests/bench/known.mjs"
import { openServer, prepareTemplates } from "../../integration-tests/bench/databases.mjs"
import { describeMachine } from "../../integration-tests/bench/machine.mjs"
import { renderKnown, renderRows } from "../../integration-tests/bench/report.mjs"
import { findFigures, measureAll, SIZES } from "../../integration-tests/bench/run.mjs"
import { compareTexts } from "../../integration-tests/bench/statements.mjs"
import { toRows } from "../../integration-tests/bench/statistics.mjs"
import { startSandbox } from "../../integration-tests/bench/systems.mjs"
import { stopChildren } from "./lib/children.mjs"
import { printError, step } from "./lib/progress.mjs"
import { dataPath, PlainError } from "./lib/project.mjs"
import { demandNode, ensureBuilt } from "./lib/set-up.mjs"

const HELP = `npm run bench -- [options]
  --quick          smaller samples, for a first look
  --runs <n>       how often each figure is measured (default 3)
  --only <name>    only this figure, or those with this in their name; may be given several times
  --out <file>     where the JSON goes (default .rise-via/bench/<time>.json)
  --no-gate        print the ratios, but do not fail on them
  --cpu-prof       also write a CPU profile of every server process into .rise-via/bench/profiles/`

const known = {
  quick: { type: "boolean", default: false },
  runs: { type: "string", default: "3" },
  only: { type: "string", multiple: true, default: [] },
  out: { type: "string" },
  "no-gate": { type: "boolean", default: false },
  "cpu-prof": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
}

function readOptions(since) {
  const values = parse()
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) {
    throw new PlainError(`--runs must be a whole number from 1, not "${values.runs}"`)
  }
  const size = values.quick ? "quick" : "whole"
  const out = resolve(values.out ?? dataPath("bench", `${since.toISOString().replace(/[:.]/g, "-")}.json`))
  // Now, and not when a quarter of an hour of figures waits to be written.
  mkdirSync(dirname(out), { recursive: true })
  return { ...values, runs, size, out }
}

function parse() {
  try {
    return parseArgs({ options: known }).values
  } catch (error) {
    if (error.code?.startsWith("ERR_PARSE_ARGS")) throw new PlainError(`${error.message}\n\n${HELP}`)
    throw error
  }
}

const say = (line) => process.stdout.write(`  ·  ${line}\n`)
const closing = []

/** Whatever was opened, the latest first. */
async function closeAll() {
  for (const close of closing.splice(0).reverse()) await close()
  await stopChildren()
}

async function measure(options) {
  const figures = await findFigures(options.only)
  await ensureBuilt(process.env)
  const server = await openServer()
  closing.push(server.close)
  const sizes = SIZES[options.size]
  const databases = await prepareTemplates(server, { products: sizes.products, step })
  closing.push(databases.close)
  const sandbox = await startSandbox()
  closing.push(sandbox.stop)

  const nodeArguments = options["cpu-prof"]
    ? ["--cpu-prof", `--cpu-prof-dir=${dirname(dataPath("bench", "profiles", "x"))}`]
    : []
  const { measurements, restless, texts } = await measureAll({
    figures,
    runs: options.runs,
    sizes,
    serverUrl: server.url,
    clone: databases.clone,
    drop: databases.drop,
    sandboxUrl: sandbox.url,
    nodeArguments,
    say,
  })
  return { figures, rows: toRows(measurements), restless, texts }
}

async function main() {
  const since = new Date()
  const options = readOptions(since)
  const print = (text) => process.stdout.write(`\n${text}\n`)
  if (options.help) {
    print(HELP)
    return 0
  }
  demandNode()
  const { figures, rows, restless, texts } = await measure(options)
  const compared = compareWithKnown(rows)
  print(renderRows(rows, Object.fromEntries(figures.map(({ name, title }) => [name, title]))))
  if (compared.length) print(renderKnown(compared))
  if (restless.length) print(`Measured although the machine was not quiet:\n  ${restless.join("\n  ")}`)

  const { size, runs, out } = options
  const machine = describeMachine()
  const report = { time: since, size, runs, machine, rows, known: compared, restless, statements: compareTexts(texts) }
  writeFileSync(out, JSON.stringify(report, null, 2))
  print(`Written to ${out}`)

  const failed = rows.filter(({ verdict }) => verdict === "FAIL")
  const passed = rows.filter(({ verdict }) => verdict === "PASS")
  if (failed.length) print(`FAIL: ${failed.map(({ key }) => key).join(", ")}`)
  else if (passed.length) print(`PASS: all ${passed.length} limits kept`)
  return failed.length && !options["no-gate"] ? 1 : 0
}

for (const name of ["SIGINT", "SIGTERM"]) {
  process.on(name, () => void closeAll().finally(() => process.exit(130)))
}

main()
  .catch((error) => {
    printError(error)
    return 1
  })
  .then(async (code) => {
    await closeAll()
    process.exit(code)
  })
