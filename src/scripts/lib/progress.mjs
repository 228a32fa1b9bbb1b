import { PlainError } from "./project.mjs"

const HEARTBEAT_MS = 30_000

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/**
 * Runs one step and prints what happens with the time it took. `work` may answer a note that is shown
 * behind the title, e.g. which plugins were built.
 */
export async function step(title, work, out = process.stdout) {
  const since = Date.now()
  if (out.isTTY) out.write(`  …  ${title}`)
  const heartbeat = setInterval(() => {
    if (!out.isTTY) out.write(`  …  ${title}, ${seconds(since)} so far\n`)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  const clear = out.isTTY ? "\r\x1b[2K" : ""
  try {
    const note = await work()
    out.write(`${clear}  ok ${title}${typeof note === "string" ? ` (${note})` : ""}  ${seconds(since)}\n`)
    return note
  } catch (error) {
    out.write(`${clear}  -- ${title}  ${seconds(since)}\n`)
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

/** Lines in a frame, as wide as the longest of them. */
export function box(lines) {
  const width = Math.max(...lines.map((line) => line.length))
  const edge = "─".repeat(width + 4)
  return [`┌${edge}┐`, ...lines.map((line) => `│  ${line.padEnd(width)}  │`), `└${edge}┘`].join("\n")
}

/** Prints an error for a person: the message alone when it says everything, the stack when it is ours to mend. */
export function printError(error, out = process.stderr) {
  out.write(`\n${error instanceof PlainError ? error.message : (error?.stack ?? String(error))}\n`)
}
