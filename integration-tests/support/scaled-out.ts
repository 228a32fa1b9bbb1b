import { type ChildProcess, spawn } from "node:child_process"
import { createWriteStream, mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Pool } from "pg"
import { appEnvironment } from "./app-environment"
import { type ComposeService, environmentOf, readCompose } from "./compose"
import { cloneTemplate, createDatabase, databaseUrl, dropDatabase, poolOn } from "./database"
import { freePort } from "./faults"
import { type SuiteSandbox, sandboxAt, startSuiteSandbox } from "./sandbox"
import { isFull, projectRoot, settings } from "./settings"
import { StoreUnderTest } from "./store"
import { until } from "./until"

const BUCKET = "shop-files"
const KEYS = { accessKeyId: "key-of-the-test", secretAccessKey: "secret-of-the-test" }
const BOOT_MS = 120_000
const logs = join(projectRoot, ".rise-via/test/logs")

export type Running = {
  child: ChildProcess
  /** What it said so far. */
  output: () => string
  /** Calls for each piece of output. */
  onOutput: (listener: (text: string) => void) => void
  ended: Promise<{ code: number | null; signal: string | null }>
}

/** Where the services of docker-compose.yml are without Docker. */
type Places = { database: string; redisUrl: string; server: string; sandbox: string; storage: string }

/**
 * The processes of docker-compose.yml without Docker: each is started with the command and the environment that its
 * service has there and with nothing else of this machine. Only names of hosts are replaced.
 */
export class ScaledOutShop extends StoreUnderTest {
  private readonly running: Running[] = []
  private readonly pool: Pool

  private constructor(
    private readonly places: Places,
    private readonly files: SuiteSandbox
  ) {
    super()
    this.pool = poolOn(places.database)
  }

  /** In the full sample on an empty database, else on a clone of the one that is migrated and filled. */
  static async prepare(redisUrl: string): Promise<ScaledOutShop> {
    const storage = await startSuiteSandbox({ s3: { ...KEYS, bucket: "of-somebody-else" } })
    const database = await (isFull() ? createDatabase("scaled") : cloneTemplate("scaled"))
    const [server, sandbox] = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`)
    return new ScaledOutShop({ database, redisUrl, server, sandbox, storage: `${storage.url}/s3` }, storage)
  }

  get url() {
    return this.places.server
  }

  get sandbox(): SuiteSandbox {
    return sandboxAt(this.places.sandbox)
  }

  /** The stand-in for the storage. */
  get storage(): SuiteSandbox {
    return this.files
  }

  /** Where the shop says that its files are. */
  get fileUrl() {
    return `${this.places.storage}/${BUCKET}`
  }

  db(): Pool {
    return this.pool
  }

  /** Starts the process of a service, on a port of its own where there are several. */
  start(name: string, port?: number): Running {
    const service = readCompose().services[name]
    return this.spawn(name, service.command!, { ...this.environment(service), ...(port && { PORT: String(port) }) })
  }

  /** A command in the environment of a service, as `docker compose exec` runs it. */
  exec(name: string, command: string[]): Running {
    return this.spawn(`exec-${name}`, command, this.environment(readCompose().services[name]))
  }

  /** Starts what `docker compose --profile demo up` starts, in the order that the file asks for. */
  async up(): Promise<{ migrated: string }> {
    this.start("sandbox")
    await this.answers(this.places.sandbox)
    const migration = this.start("migrate")
    const end = await migration.ended
    if (end.code !== 0) {
      throw new Error(`migrate ended with ${JSON.stringify(end)}:\n${migration.output()}`)
    }
    const workerPort = await freePort()
    this.start("server", Number(new URL(this.url).port))
    this.start("worker", workerPort)
    await Promise.all([this.answers(this.url), this.answers(`http://127.0.0.1:${workerPort}`)])
    await this.signIn()
    return { migrated: migration.output() }
  }

  /** Ends everything as Compose does, and tells how each process took it. */
  async down(): Promise<{ code: number | null; signal: string | null }[]> {
    const lasting = this.running.filter(({ child }) => child.exitCode === null && child.signalCode === null)
    lasting.forEach(({ child }) => child.kill("SIGTERM"))
    const kill = setTimeout(() => lasting.forEach(({ child }) => child.kill("SIGKILL")), 30_000)
    const ends = await Promise.all(lasting.map(({ ended }) => ended))
    clearTimeout(kill)
    return ends
  }

  async close(): Promise<void> {
    await this.down()
    await this.pool.end()
    await this.files.close()
    await dropDatabase(this.places.database)
  }

  private answers(url: string) {
    const isUp = async () => (await fetch(`${url}/health`).catch(() => null))?.ok
    return until(`an answer of ${url} (output in ${logs})`, isUp, BOOT_MS)
  }

  private environment(service: ComposeService): Record<string, string> {
    const { database, redisUrl, server, sandbox, storage } = this.places
    const { JWT_SECRET, COOKIE_SECRET, AUDIT_KEY } = appEnvironment({
      databaseUrl: "",
      url: server,
      sandboxUrl: sandbox,
    })
    const { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } = settings().admin
    const given = environmentOf(service, {
      ...{ JWT_SECRET, COOKIE_SECRET, AUDIT_KEY, ADMIN_EMAIL, ADMIN_PASSWORD },
      POSTGRES_PASSWORD: "password-of-the-test",
      BACKEND_URL: "http://server:9000",
      S3_ACCESS_KEY_ID: KEYS.accessKeyId,
      S3_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      S3_FILE_URL: this.fileUrl,
    })
    const places: Record<string, string> = {
      "postgres://rise_via:password-of-the-test@postgres:5432/rise_via": databaseUrl(database),
      "redis://redis:6379": redisUrl,
      "http://server:9000": server,
      "http://sandbox:9100": sandbox,
      "9100": new URL(sandbox).port,
      "http://storage:7070": storage,
    }
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, places[value] ?? value]))
  }

  private spawn(name: string, [program, ...args]: string[], environment: Record<string, string>): Running {
    mkdirSync(logs, { recursive: true })
    const log = createWriteStream(join(logs, `scaled-out-${process.pid}-${name}-${this.running.length}.log`))
    const child = spawn(program === "node" ? process.execPath : program, args, {
      cwd: projectRoot,
      env: {
        // What the image sets.
        ...{ NODE_ENV: "production", MEDUSA_DISABLE_TELEMETRY: "true", HOME: logs, PATH: process.env.PATH },
        // A container has no `.env`; this machine may.
        NODE_OPTIONS: `--require ${join(projectRoot, "integration-tests/support/environment.js")}`,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    })
    let text = ""
    const listeners: ((piece: string) => void)[] = []
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.pipe(log, { end: false })
      stream.setEncoding("utf8").on("data", (piece: string) => {
        text = (text + piece).slice(-100_000)
        listeners.forEach((listener) => listener(text))
      })
    }
    const ended = new Promise<{ code: number | null; signal: string | null }>((done, fail) => {
      child.once("error", fail)
      child.once("close", (code, signal) => done({ code, signal }))
    })
    const running = {
      child,
      output: () => text,
      onOutput: (heard: (piece: string) => void) => listeners.push(heard),
      ended,
    }
    this.running.push(running)
    return running
  }
}
