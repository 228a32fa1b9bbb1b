import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs"
import { platform } from "node:os"
import { join } from "node:path"
import { commandOf, describeProcess, endProcess, signal, stillRuns } from "./process-identity.mjs"

const GRACE_MS = 15_000

function readOrNothing(read) {
  try {
    return read()
  } catch (error) {
    // The process ended while we looked, or it is somebody else's and none of our business.
    if (["ENOENT", "ESRCH", "EACCES", "EPERM"].includes(error.code)) return undefined
    throw error
  }
}

/** PostgreSQL processes that work on this data folder: the server and its children all stand in it. */
function serversOn(data, pid) {
  if (platform() !== "linux") {
    const command = commandOf(pid)
    return command?.includes("postgres") && command.includes(data) ? [pid] : []
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => readOrNothing(() => readlinkSync(`/proc/${name}/cwd`)) === data)
    .filter((name) => readOrNothing(() => readFileSync(`/proc/${name}/comm`, "utf8"))?.trim() === "postgres")
    .map(Number)
}

/**
 * Ends a server that outlived whoever started it, and clears its lock file. PostgreSQL takes the lock of a dead server
 * over by itself, but not when another process has got the number since, which is common in containers. The file goes
 * only once nothing works on the folder any more: two servers on one folder would destroy it.
 */
export async function endOrphan(data) {
  const lockFile = join(data, "postmaster.pid")
  if (!existsSync(lockFile)) return
  const pid = Number(readFileSync(lockFile, "utf8").split("\n")[0])
  const found = serversOn(data, pid).map(describeProcess)
  const main = found.find((record) => record.pid === pid)
  if (main) await endProcess(main, { polite: "SIGINT", graceMs: GRACE_MS })
  const deadline = Date.now() + GRACE_MS
  while (found.some(stillRuns)) {
    if (Date.now() > deadline) for (const record of found) signal(record, "SIGKILL")
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  rmSync(lockFile, { force: true })
}
