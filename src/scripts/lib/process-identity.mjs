import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { platform } from "node:os"

const onLinux = platform() === "linux"

/**
 * What tells one process from a later one with the same number: when it started, and in which run of the machine.
 * Undefined when no such process runs. Numbers are reused quickly in containers, so a number alone never decides
 * whether something may be ended; the command line does not either, because programs such as npm rewrite theirs.
 */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return onLinux ? fromProc(pid) : fromPs(pid, "lstart=")
}

function fromProc(pid) {
  try {
    // The second field is the command in brackets and may hold spaces, so counting starts behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    if (fields[0] === "Z" || fields[0] === "X") return undefined
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return undefined
    throw error
  }
}

function fromPs(pid, column) {
  try {
    const line = execFileSync("ps", ["-o", `stat=,${column}`, "-p", String(pid)], { encoding: "utf8" }).trim()
    return line && !line.startsWith("Z") ? line.replace(/^\S+\s+/, "") : undefined
  } catch (error) {
    // ps exits with 1 when there is no such process.
    if (error.status === 1) return undefined
    throw error
  }
}

/** The command line of a process, where there is no /proc to look into. */
export const commandOf = (pid) => fromPs(pid, "command=")

/** A record of a process that can be kept in a file. */
export const describeProcess = (pid) => ({ pid, identity: identityOf(pid) })

/** True while the very process of the record runs. */
export const stillRuns = (record) =>
  Boolean(record?.pid && record.identity) && identityOf(record.pid) === record.identity

/** Sends a signal to the process of the record, or to the group it leads, and says whether it was there to get it. */
export function signal(record, name, { group = false } = {}) {
  if (!stillRuns(record)) return false
  try {
    process.kill(group ? -record.pid : record.pid, name)
    return true
  } catch (error) {
    if (error.code === "ESRCH") return false
    throw error
  }
}

/** Asks the process of the record (or its group) to end, waits, and ends it by force after `graceMs`. */
export async function endProcess(record, { graceMs = 10_000, polite = "SIGTERM", group = false } = {}) {
  if (!signal(record, polite, { group })) return
  const deadline = Date.now() + graceMs
  while (stillRuns(record)) {
    if (Date.now() > deadline) {
      signal(record, "SIGKILL", { group })
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
