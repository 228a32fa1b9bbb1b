import { type ChildProcess, spawn } from "node:child_process"
import { createWriteStream, mkdirSync } from "node:fs"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import type { Pool } from "pg"
import { appEnvironment, foreignVariables } from "./app-environment"
import { cloneTemplate, databaseUrl, dropDatabase, poolOn } from "./database"
import { startSuiteSandbox, type SuiteSandbox } from "./sandbox"
import { projectRoot } from "./settings"
import { settle } from "./settle"
import { stepsOf } from "./steps"
import { StoreUnderTest } from "./store"
import { until } from "./until"

export { enumerateSteps } from "./steps"

/** Where a server is struck; the forms of `at` are explained in fault-preload.cjs. */
export type FaultPoint = {
  at: string
  /**
   * `kill` is SIGKILL at once. `freeze` stops that one piece of work for ever and lets the rest of the server go on; so
   * does `hold`, at steps of workflows, until `release`.
   */
  action?: "kill" | "freeze" | "hold"
  /** Only where the workflow's input or the statement's values contain this, e.g. the id of a cart. */
  match?: string
}

export type ServerOptions = {
  env?: Record<string, string>
  faultAt?: string | FaultPoint[]
  /** Continue on the database of another server; it is then not dropped. */
  database?: string
  /** Use the sandbox of another server; it is then not closed. */
  sandbox?: SuiteSandbox
  /** Serves no API: it only does what servers leave to it. */
  isWorker?: boolean
}

export type Exit = { code: number | null; signal: string | null }

type Answer = { riseVia: string; [field: string]: any }

const BOOT_DEADLINE_MS = 90_000
const logs = join(projectRoot, ".rise-via/test/logs")
let started = 0

const pointsOf = (faultAt: ServerOptions["faultAt"] = []): FaultPoint[] =>
  typeof faultAt === "string" ? [{ at: faultAt }] : faultAt

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** A real process of the application, as a merchant runs it, that can be killed at a point and started again. */
export class FaultServer extends StoreUnderTest {
  /** Resolves when the process that runs now has ended; see `struck`, which does not wait for ever. */
  exited: Promise<Exit> = Promise.resolve({ code: null, signal: null })
  private exit: Exit | null = null
  private child: ChildProcess | null = null
  private readonly pool: Pool
  private readonly answers: Answer[] = []

  constructor(
    readonly url: string,
    readonly database: string,
    readonly sandbox: SuiteSandbox,
    private readonly options: ServerOptions
  ) {
    super()
    this.pool = poolOn(database)
  }

  db(): Pool {
    return this.pool
  }

  async start(faultAt?: ServerOptions["faultAt"]): Promise<void> {
    mkdirSync(logs, { recursive: true })
    const log = createWriteStream(join(logs, `server-${process.pid}-${++started}.log`))
    const env = { ...process.env }
    for (const name of foreignVariables(env)) {
      delete env[name]
    }
    const facts = { databaseUrl: databaseUrl(this.database), url: this.url, sandboxUrl: this.sandbox.url }
    const support = join(projectRoot, "integration-tests/support")
    const { port } = new URL(this.url)
    this.child = spawn(
      process.execPath,
      [
        ...["--require", join(support, "environment.js"), "--require", join(support, "fault-preload.cjs")],
        ...[join(projectRoot, "node_modules/@medusajs/cli/cli.js"), "start", "--port", port, "--host", "127.0.0.1"],
      ],
      {
        cwd: projectRoot,
        env: {
          ...env,
          ...appEnvironment(facts),
          NODE_OPTIONS: "",
          ADMIN_DISABLED: "true",
          ...this.options.env,
          RISE_VIA_FAULT_POINTS: JSON.stringify(pointsOf(faultAt)),
        },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      }
    )
    const { child } = this
    child.stdout!.pipe(log, { end: false })
    child.stderr!.pipe(log, { end: false })
    this.answers.length = 0
    child.on("message", (message) => this.answers.push(message as Answer))
    this.exit = null
    this.exited = new Promise((done) =>
      child.once("exit", (code, signal) => {
        log.end()
        done((this.exit = { code, signal }))
      })
    )
    await until(
      `the server to answer (its output: ${log.path})`,
      async () => {
        // A point that strikes during the boot is what the spec asked for.
        return this.exit !== null || (await fetch(`${this.url}/health`).catch(() => null))?.ok
      },
      BOOT_DEADLINE_MS
    )
    if (this.exit && !pointsOf(faultAt).length) {
      throw new Error(`The server ended while it started (${JSON.stringify(this.exit)}). Its output: ${log.path}`)
    }
    if (!this.exit && !this.options.isWorker) {
      await this.signIn()
    }
  }

  /** Waits until an armed point has killed the server; an error when nothing reached it. */
  async struck(deadlineMs = 30_000): Promise<void> {
    const exit = await until("the armed point to kill the server", () => this.exit, deadlineMs)
    if (exit.signal !== "SIGKILL") {
      throw new Error(`The server ended by itself (${JSON.stringify(exit)}) instead of being killed`)
    }
  }

  /** Lets everything go on that stands still at a `hold`. */
  async release(): Promise<void> {
    await this.ask({ riseVia: "release" }, "released")
  }

  /** The whole process stands still, as on a machine that is too busy, until `wake`. */
  pause(): void {
    this.child!.kill("SIGSTOP")
  }

  wake(): void {
    this.child!.kill("SIGCONT")
  }

  /** SIGKILL: nothing is flushed, closed or undone. */
  async kill(): Promise<Exit> {
    this.child?.kill("SIGKILL")
    return await this.exited
  }

  /** A new process on the same database, port and sandbox. Its own recovery runs by itself. */
  async restart(faultAt?: ServerOptions["faultAt"]): Promise<void> {
    await this.kill()
    await this.start(faultAt)
  }

  /** Adds points to the running server. A step that its workflow does not have is an error: it would never strike. */
  async arm(...wanted: (string | FaultPoint)[]): Promise<void> {
    const points = wanted.map((point) => (typeof point === "string" ? { at: point } : point))
    for (const { at } of points) {
      const [workflow, step] = at.split(":")
      if (!["sql", "commit"].includes(workflow) && !(await this.steps(workflow)).includes(step)) {
        throw new Error(
          `Workflow "${workflow}" has no step "${step}"; it has ${(await this.steps(workflow)).join(", ")}`
        )
      }
    }
    await this.ask({ riseVia: "arm", points }, "armed")
  }

  async disarm(): Promise<void> {
    await this.ask({ riseVia: "disarm" }, "armed")
  }

  /** Whether work was frozen at this point. */
  isFrozenAt(point: FaultPoint): boolean {
    return this.answers.some(
      ({ riseVia, point: struck }) => riseVia === "frozen" && struck.at === point.at && struck.match === point.match
    )
  }

  /** The steps of a workflow from the definition that this server runs, hooks with handlers included. */
  async steps(workflow: string): Promise<string[]> {
    const { flow } = await this.ask({ riseVia: "steps", workflow }, "steps")
    if (!flow) {
      throw new Error(`The server has no workflow "${workflow}"`)
    }
    return stepsOf(flow)
  }

  /** Waits until outbox, inbox and stored workflows are quiet. */
  settle(deadlineMs?: number): Promise<void> {
    return settle(null, this.pool, () => 0, deadlineMs)
  }

  async stop(): Promise<void> {
    await this.kill()
    await this.pool.end()
    if (!this.options.sandbox) {
      await this.sandbox.close()
    }
    if (!this.options.database) {
      await dropDatabase(this.database)
    }
  }

  private async ask(message: Answer, answer: string): Promise<Answer> {
    const before = this.answers.length
    this.child!.send(message)
    return await until(`the server to say "${answer}"`, () =>
      this.answers.slice(before).find(({ riseVia }) => riseVia === answer)
    )
  }
}

/** Starts the application in a process of its own, on a port and a database of its own. */
export async function spawnServer(options: ServerOptions = {}): Promise<FaultServer> {
  const sandbox = options.sandbox ?? (await startSuiteSandbox())
  const database = options.database ?? (await cloneTemplate("server"))
  const server = new FaultServer(`http://127.0.0.1:${await freePort()}`, database, sandbox, options)
  try {
    await server.start(options.faultAt)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

export type Pair = { server: FaultServer; worker: FaultServer; stop: () => Promise<void> }

/** A server and a worker, as a scaled-out shop runs them, on one database, one sandbox and one Redis. */
export async function spawnPair({
  redisUrl,
  env = {},
}: {
  redisUrl: string
  env?: Record<string, string>
}): Promise<Pair> {
  const shared = { ...env, REDIS_URL: redisUrl }
  const server = await spawnServer({ env: { ...shared, MEDUSA_WORKER_MODE: "server" } })
  try {
    const worker = await spawnServer({
      database: server.database,
      sandbox: server.sandbox,
      isWorker: true,
      env: { ...shared, MEDUSA_WORKER_MODE: "worker", BACKEND_URL: server.url },
    })
    const stop = async () => {
      await worker.stop()
      await server.stop()
    }
    return { server, worker, stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}
