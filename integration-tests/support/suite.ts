import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Pool } from "pg"
import { bootApp, type RunningApp } from "./app"
import { cloneTemplate, databaseUrl, dropDatabase, poolOn } from "./database"
import { emptyRedis } from "./redis"
import { startSuiteSandbox, type SuiteSandbox } from "./sandbox"
import { settle } from "./settle"
import { StoreUnderTest } from "./store"

export type SuiteOptions = {
  /** Laid over the environment of the store under test. */
  env?: Record<string, string>
  /** Serve the built dashboard below `/app`; only browser specs need it. */
  admin?: boolean
  /** Run event bus, workflow engine, locks and cache on Redis; only inside `requiresRedis`. */
  redis?: boolean
}

const BOOT_DEADLINE_MS = 120_000

/** One store booted in this process, with a database, a sandbox and a socket of its own. */
export class HttpSuite extends StoreUnderTest {
  private app: RunningApp | null = null
  private pool: Pool | null = null
  private ownSandbox: SuiteSandbox | null = null
  private database: string | null = null

  constructor(
    readonly name: string,
    private readonly options: SuiteOptions
  ) {
    super()
  }

  async start(): Promise<void> {
    this.ownSandbox = await startSuiteSandbox()
    this.database = await cloneTemplate(this.name)
    this.pool = poolOn(this.database)
    const addresses = { databaseUrl: databaseUrl(this.database), sandboxUrl: this.ownSandbox.url }
    const redis: Record<string, string> = this.options.redis ? { REDIS_URL: await emptyRedis() } : {}
    this.app = await bootApp({ ...this.options, ...addresses, env: { ...redis, ...this.options.env } })
    await this.signIn()
  }

  /** Also fails when an answer was not what the contract of its route says. */
  async stop(): Promise<void> {
    await this.app?.close()
    await this.ownSandbox?.close()
    await this.pool?.end()
    if (this.database) {
      await dropDatabase(this.database)
    }
    const problems = this.app?.contracts.takeProblems() ?? []
    if (problems.length) {
      throw new Error(`Answers that are not what the contract of their route says:\n${problems.join("\n")}`)
    }
  }

  get url(): string {
    return needed(this.app).url
  }

  get sandbox(): SuiteSandbox {
    return needed(this.ownSandbox)
  }

  /** Holds every answer of this store against the contract of its route. */
  get contracts(): RunningApp["contracts"] {
    return needed(this.app).contracts
  }

  /** `METHOD /path/:id` of everything that the store answers. */
  get routes(): string[] {
    return needed(this.app).routes
  }

  container(): MedusaContainer {
    return needed(this.app).container
  }

  db(): Pool {
    return needed(this.pool)
  }

  /** Runs a scheduled job now instead of waiting for its time; the name is that of its `config`. */
  async runJob(name: string): Promise<void> {
    await this.container().resolve(Modules.WORKFLOW_ENGINE).run(`job-${name}`, { input: {} })
  }

  /** Waits until events, outbox, inbox and workflows are quiet. */
  settle(deadlineMs?: number): Promise<void> {
    return settle(this.container(), this.db(), needed(this.app).runningSubscribers, deadlineMs)
  }
}

function needed<T>(value: T | null): T {
  if (value === null) {
    throw new Error("The suite has not started yet: use it inside `it`, `beforeAll` or `beforeEach`")
  }
  return value
}

/**
 * Boots a store for the specs that `define` declares, and throws it away after them. One per file: Medusa's container is
 * one per process, and jest gives each file a process state of its own.
 */
export function httpSuite(name: string, define: (suite: HttpSuite) => void, options: SuiteOptions = {}): void {
  describe(name, () => {
    const suite = new HttpSuite(name, options)
    beforeAll(() => suite.start(), BOOT_DEADLINE_MS)
    afterAll(() => suite.stop(), BOOT_DEADLINE_MS)
    define(suite)
  })
}
