import { spawn, type ChildProcess } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describeProcess, stillRuns } from "../process-identity.mjs"

/** A script of its own, like `npm start`: starts PostgreSQL, answers what it finds and stops on SIGTERM. */
const script = `
  import { connect, ensureDatabase, startDatabase } from ${JSON.stringify(pathToFileURL(join(__dirname, "../database.mjs")).href)}
  const database = await startDatabase({ folder: process.argv[1], port: 0, flags: { fsync: "off" } })
  process.on("SIGTERM", () => database.stop().then(() => process.exit(0)))
  await ensureDatabase(database, "shop")
  const client = await connect(database.url("shop"))
  await client.query("create table if not exists starts (at timestamptz default now())")
  await client.query("insert into starts default values")
  const { rows } = await client.query("select count(*)::int as starts from starts")
  await client.end()
  process.send({ ...rows[0], joined: database.joined, port: database.port })
  setInterval(() => undefined, 1000)
`

type Answer = { starts: number; joined: boolean; port: number }

describe("the embedded PostgreSQL", () => {
  // Short and open to others: as root, PostgreSQL runs as somebody else.
  const base = mkdtempSync(join(tmpdir(), "rise-via-pg-"))
  const folder = join(base, "cluster")
  const running: ChildProcess[] = []

  const begin = () =>
    new Promise<{ answer: Answer; child: ChildProcess }>((resolve, reject) => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder], {
        stdio: ["ignore", "ignore", "pipe", "ipc"],
        env: { ...process.env, NODE_OPTIONS: "" },
      })
      running.push(child)
      let errors = ""
      child.stderr!.on("data", (chunk) => (errors += chunk))
      child.once("message", (answer) => resolve({ answer: answer as Answer, child }))
      child.once("exit", (code) => reject(new Error(`ended with ${code}\n${errors}`)))
    })
  const end = (child: ChildProcess, signal: NodeJS.Signals) =>
    new Promise((resolve) => {
      child.once("exit", resolve)
      child.kill(signal)
    })
  const ownerFile = () => JSON.parse(readFileSync(`${folder}.owner.json`, "utf8"))
  const lockFile = () => join(folder, "postmaster.pid")
  const server = () => describeProcess(Number(readFileSync(lockFile(), "utf8").split("\n")[0]))
  const gone = async (record: unknown) => {
    while (stillRuns(record)) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  afterAll(async () => {
    for (const child of running) if (child.exitCode === null && !child.signalCode) await end(child, "SIGTERM")
    rmSync(base, { recursive: true, force: true })
  })

  it("keeps its data from one start to the next", async () => {
    for (const starts of [1, 2]) {
      const { answer, child } = await begin()
      expect(answer).toMatchObject({ starts, joined: false })
      const postgres = server()
      await end(child, "SIGTERM")
      expect(stillRuns(postgres)).toBe(false)
    }
  }, 60_000)

  it("is shared by scripts that run at the same time, and belongs to the first", async () => {
    const first = await begin()
    const second = await begin()
    expect(second.answer).toMatchObject({ joined: true, port: first.answer.port })
    await end(second.child, "SIGTERM")
    expect(stillRuns(server())).toBe(true)
    await end(first.child, "SIGTERM")
  }, 60_000)

  it("ends when the script that started it is killed", async () => {
    const { child } = await begin()
    const postgres = server()
    await end(child, "SIGKILL")
    await gone(postgres)
    const next = await begin()
    expect(next.answer).toMatchObject({ joined: false, starts: 6 })
    await end(next.child, "SIGTERM")
  }, 60_000)

  it("starts over an orphan, when everything that could have ended it was killed", async () => {
    const { child } = await begin()
    const orphan = server()
    process.kill(ownerFile().pid, "SIGKILL")
    await end(child, "SIGKILL")
    expect(stillRuns(orphan)).toBe(true)
    const next = await begin()
    expect(stillRuns(orphan)).toBe(false)
    expect(next.answer).toMatchObject({ joined: false, starts: 8 })
    await end(next.child, "SIGTERM")
  }, 60_000)

  it("leaves a process alone that has got the number of a dead server", async () => {
    const { child } = await begin()
    const whole = readFileSync(lockFile(), "utf8")
    await end(child, "SIGTERM")
    writeFileSync(lockFile(), whole.replace(/^\d+/, String(process.pid)))
    const next = await begin()
    expect(next.answer.joined).toBe(false)
    await end(next.child, "SIGTERM")
  }, 60_000)
})
