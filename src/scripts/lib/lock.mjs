import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dataPath, PlainError } from "./project.mjs"
import { describeProcess, stillRuns } from "./process-identity.mjs"

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch (error) {
    if (error.code === "ENOENT") return undefined
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

function tryTake(path) {
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, JSON.stringify(describeProcess(process.pid)))
  try {
    // A link appears whole or not at all, so nobody ever reads half a lock.
    linkSync(mine, path)
    return undefined
  } catch (error) {
    if (error.code !== "EEXIST") throw error
    return read(path) ?? {}
  } finally {
    rmSync(mine, { force: true })
  }
}

/**
 * Holds `.rise-via/<name>.lock` for this process. A lock whose owner is dead is taken over. When another process
 * holds it: throws `refusal(pid)` if given, else waits.
 */
export async function takeLock(name, { refusal } = {}) {
  const path = dataPath(`${name}.lock`)
  for (;;) {
    const owner = tryTake(path)
    if (!owner) return () => rmSync(path, { force: true })
    if (!stillRuns(owner)) {
      // Read again: somebody else may have taken over from the dead owner in the meantime.
      const now = read(path)
      if (now && now.pid === owner.pid && now.identity === owner.identity) rmSync(path, { force: true })
      continue
    }
    if (refusal) throw new PlainError(refusal(owner.pid))
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** Runs `work` while holding the lock. */
export async function withLock(name, work) {
  const release = await takeLock(name)
  try {
    return await work()
  } finally {
    release()
  }
}
