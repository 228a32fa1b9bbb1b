import { spawn } from "node:child_process"
import { closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, isAbsolute, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { withHome } from "./home.mjs"
import { dataPath, PlainError, root } from "./project.mjs"
import { describeProcess, endProcess, signal, stillRuns } from "./process-identity.mjs"

const followParent = pathToFileURL(fileURLToPath(new URL("./follow-parent.mjs", import.meta.url))).href
const children = new Set()
let closing = false
const me = describeProcess(process.pid)
const recordFolder = () => dirname(ownRecord())
const ownRecord = () => dataPath("processes", `${process.pid}.json`)

/** Kept on disk, so that the next start can end what a killed script left behind. */
function writeRecord() {
  const records = [...children].map((child) => child.record)
  if (records.length) writeFileSync(ownRecord(), JSON.stringify({ owner: me, children: records }, null, 2))
  else rmSync(ownRecord(), { force: true })
}

function readRecord(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch (error) {
    // Cut off by a crash: those processes watch their parent and end by themselves.
    if (error instanceof SyntaxError) return { children: [] }
    throw error
  }
}

/** Ends processes that outlived the script that started them. Only the very processes that were recorded. */
export async function endLeftovers() {
  for (const name of readdirSync(recordFolder())) {
    const path = join(recordFolder(), name)
    const { owner, children: left } = readRecord(path)
    if (stillRuns(owner)) continue
    await Promise.all(left.map((record) => endProcess(record, { group: true })))
    rmSync(path, { force: true })
  }
}

/**
 * Starts `node ...args` in a process group of its own, so that Ctrl-C in the terminal reaches only the start script,
 * which stops everything in order. Output goes straight into `log`; the child ends when this process does.
 */
export function startNode(name, args, { env, cwd = root, log }) {
  if (closing) throw new PlainError(`Stopped before: ${name}.`)
  const path = isAbsolute(log ?? "")
    ? log
    : dataPath("logs", log ?? `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.log`)
  if (existsSync(path)) renameSync(path, `${path}.1`)
  const file = openSync(path, "w")
  const child = spawn(process.execPath, ["--import", followParent, ...args], {
    cwd,
    env: withHome(env),
    detached: true,
    stdio: ["ignore", file, file, "ipc"],
  })
  closeSync(file)
  const running = { name, log: path, record: describeProcess(child.pid), child, stopping: false }
  running.ended = new Promise((settle) => {
    child.once("error", (error) => settle(error.message))
    child.once("exit", (code, by) => settle(by ? `signal ${by}` : `code ${code}`))
  }).then((how) => {
    children.delete(running)
    writeRecord()
    return how
  })
  children.add(running)
  writeRecord()
  return running
}

/** Ends a child and what it started, politely first. */
export async function stopChild(running, { graceMs = 10_000 } = {}) {
  if (!running || !children.has(running)) return
  running.stopping = true
  await endProcess(running.record, { graceMs, group: true })
  await running.ended
}

/** Ends every child, the latest first, and starts no more. */
export async function stopChildren(options) {
  closing = true
  for (const running of [...children].reverse()) await stopChild(running, options)
}

/** Ends every child at once and without a word: the second Ctrl-C. */
export function killChildren() {
  for (const { record } of children) signal(record, "SIGKILL", { group: true })
}

const frame = (call) =>
  typeof call === "string" ? call : `    at ${call.functionName} (${call.fileName}:${call.lineNumber})`

/** Medusa logs one JSON object a line outside of development; people want the sentence in it. */
function readable(line) {
  if (!line.startsWith('{"')) return line
  try {
    const { level, message, stack } = JSON.parse(line)
    if (message === undefined) return line
    return [`${level}: ${message}`, ...[stack ?? []].flat().map(frame)].join("\n")
  } catch (error) {
    if (error instanceof SyntaxError) return line
    throw error
  }
}

/** The last lines of a log, as a person would want to read them. */
export function lastLines(path, count = 25) {
  if (!existsSync(path)) return ""
  const text = readFileSync(path, "utf8").replace(/\x1b\[[0-9;]*[A-Za-z]/g, "")
  return text.trimEnd().split("\n").slice(-count).map(readable).join("\n")
}

/** Runs `node ...args` to its end. Its output is shown only when it fails. */
export async function runNode(name, args, { env, cwd, log, lines = 60 }) {
  const running = startNode(name, args, { env, cwd, log })
  const how = await running.ended
  if (how === "code 0") return running.log
  if (running.stopping) throw new PlainError(`Stopped during: ${name}.`)
  throw new PlainError(
    `${lastLines(running.log, lines)}\n\n${name} failed (${how}). The whole output is in ${running.log}`
  )
}

/** Waits until `url` answers 200; throws with the child's last words when it ends first. */
export async function waitForHealth(running, url, { deadlineMs = 180_000 } = {}) {
  const deadline = Date.now() + deadlineMs
  let ended
  void running.ended.then((how) => (ended = how))
  for (;;) {
    if (ended) throw new PlainError(crashReport(running, ended))
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > deadline) {
      throw new PlainError(
        `${lastLines(running.log)}\n\n${running.name} did not answer at ${url} in ${deadlineMs / 1000} s.`
      )
    }
    await new Promise((settle) => setTimeout(settle, 100))
  }
}

/** What to tell when a long-running child ends on its own. */
export const crashReport = (running, how) =>
  `${lastLines(running.log)}\n\n${running.name} ended on its own (${how}). Its whole output is in ${running.log}`
