import { rmSync, writeFileSync } from "node:fs"
import { takeLock, withLock } from "../lock.mjs"
import { describeProcess, stillRuns } from "../process-identity.mjs"
import { dataPath } from "../project.mjs"

describe("locks between scripts", () => {
  const name = `spec-${process.pid}`
  const path = dataPath(`${name}.lock`)
  afterEach(() => rmSync(path, { force: true }))

  it("are held by one at a time, and the other is told by whom", async () => {
    const release = await takeLock(name)
    await expect(takeLock(name, { refusal: (pid: number) => `held by ${pid}` })).rejects.toThrow(
      `held by ${process.pid}`
    )
    release()
    await expect(withLock(name, async () => "mine")).resolves.toBe("mine")
  })

  it("are taken over from a dead owner, also when its number belongs to another process now", async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, identity: "started at another time" }))
    const release = await takeLock(name, { refusal: () => "refused" })
    release()
    writeFileSync(path, "{ cut o")
    await expect(takeLock(name, { refusal: () => "refused" })).resolves.toBeInstanceOf(Function)
  })

  it("rest on an identity that only a running process has", () => {
    expect(stillRuns(describeProcess(process.pid))).toBe(true)
    expect(stillRuns({ pid: process.pid, identity: "other" })).toBe(false)
    expect(stillRuns(describeProcess(2 ** 30))).toBe(false)
  })
})
