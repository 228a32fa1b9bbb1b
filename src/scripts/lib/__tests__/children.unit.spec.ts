import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { lastLines, runNode, startNode, stopChild, waitForHealth } from "../children.mjs"
import { describeProcess, stillRuns } from "../process-identity.mjs"
import { dataPath } from "../project.mjs"

const env = { PATH: process.env.PATH }
const children = pathToFileURL(join(__dirname, "../children.mjs")).href

describe("processes that a script starts", () => {
  const folder = mkdtempSync(join(tmpdir(), "rise-via-children-"))
  afterAll(() => rmSync(folder, { recursive: true }))
  const log = join(folder, "child.log")
  const gone = async (record: unknown) => {
    while (stillRuns(record)) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  it("end with it, even when it is killed", async () => {
    const script = `
      import { startNode } from ${JSON.stringify(children)}
      const { record } = startNode("orphan", ["-e", "setInterval(() => 0, 1000)"], { env: process.env, log: ${JSON.stringify(log)} })
      process.send(record)
    `
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...process.env, NODE_OPTIONS: "" },
    })
    const record = await new Promise((resolve) => parent.once("message", resolve))
    expect(stillRuns(record)).toBe(true)
    parent.kill("SIGKILL")
    await gone(record)
    rmSync(dataPath("processes", `${parent.pid}.json`))
  }, 30_000)

  it("keep nothing waiting once their work is done", async () => {
    await expect(runNode("done", ["-e", "0"], { env, log })).resolves.toBe(log)
  }, 30_000)

  it("show what they said when they fail, without Medusa's JSON around it", async () => {
    const said = JSON.stringify({
      level: "error",
      message: "column is missing",
      stack: [{ functionName: "seed", fileName: "seed.ts", lineNumber: 6 }],
    })
    const failed = runNode("failing", ["-e", `console.log(${JSON.stringify(said)}); process.exit(3)`], { env, log })
    await expect(failed).rejects.toThrow(
      /^error: column is missing\n {4}at seed \(seed\.ts:6\)\n\nfailing failed \(code 3\)/
    )
  }, 30_000)

  it("are reported with their last words when they end before they answer", async () => {
    const running = startNode("crash", ["-e", "console.error('no such table'); process.exit(1)"], { env, log })
    await expect(waitForHealth(running, "http://127.0.0.1:9/health")).rejects.toThrow(
      /no such table[^]*ended on its own \(code 1\)/
    )
  }, 30_000)

  it("are ended by force when they do not listen", async () => {
    const deaf = "process.on('SIGTERM', () => 0); process.stdout.write('up'); setInterval(() => 0, 1000)"
    const running = startNode("deaf", ["-e", deaf], { env, log })
    while (lastLines(running.log) !== "up") await new Promise((resolve) => setTimeout(resolve, 20))
    await stopChild(running, { graceMs: 200 })
    expect(stillRuns(running.record)).toBe(false)
    expect(describeProcess(running.record.pid).identity).toBeUndefined()
  }, 30_000)

  it("keep the end of a log readable", () => {
    const path = join(folder, "x.log")
    writeFileSync(path, '1\n2\n\x1b[31mred\x1b[0m\n{"level":"info","message":"ready"}\n{"a":1}\n{"broken\n')
    expect(lastLines(path, 4)).toBe('red\ninfo: ready\n{"a":1}\n{"broken')
  })
})
