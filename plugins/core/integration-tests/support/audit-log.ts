import type { IFileModuleService } from "@medusajs/framework/types"
import { Client } from "pg"
import { moduleSuite } from "../../../../integration-tests/support"
import { CORE_AUDIT_MODULE } from "../../src/lib/audit-module"
import { clock } from "../../src/lib/clock"
import type CoreAuditModuleService from "../../src/modules/core_audit/service"
import type { AuditInput } from "../../src/types"

/** An act to write down; `n` tells rows apart. */
export const act = (n: number, more: Partial<AuditInput> = {}): AuditInput => ({
  actor: { type: "user", id: "user_1" },
  action: "core.thing_changed",
  subject: { type: "thing", id: `thing_${n}` },
  before: { state: "old", n },
  after: { state: "new", n, nested: { z: 1, a: [1, 2.5, "x"] } },
  why: `Reason ${n}`,
  ...more,
})

/** The file module, in memory; `texts` by file id. */
export function fileStore() {
  const texts = new Map<string, string>()
  const files = {
    createFiles: async ({ filename, content }: { filename: string; content: string }) => {
      const id = `private-${texts.size}-${filename}`
      texts.set(id, Buffer.from(content, "base64").toString())
      return { id }
    },
    getAsBuffer: async (id: string) => {
      if (!texts.has(id)) {
        throw new Error(`no file ${id}`)
      }
      return Buffer.from(texts.get(id)!)
    },
  } as unknown as IFileModuleService
  return { texts, files }
}

type Runner = Parameters<Parameters<typeof moduleSuite<CoreAuditModuleService>>[1]>[0]

/** What the specs of the audit module share: its service, SQL beside it, and the means of somebody who tampers. */
export class AuditLogSuite {
  private client: Client | undefined

  constructor(readonly runner: Runner) {
    beforeEach(async () => {
      clock.reset()
      this.client = new Client({ connectionString: runner.databaseUrl })
      await this.client.connect()
    })
    afterEach(async () => {
      clock.reset()
      await this.client?.end()
    })
  }

  get service() {
    return this.runner.service
  }

  sql = async (text: string, values: unknown[] = []) => (await this.client!.query(text, values)).rows

  /** As somebody who owns the database and switched the triggers and foreign keys off. */
  tamper = async (...statements: string[]) => {
    await this.sql("SET session_replication_role = replica")
    for (const statement of statements) {
      await this.sql(statement)
    }
    await this.sql("SET session_replication_role = DEFAULT")
  }

  writeRows = async (count: number, from = 1) => {
    for (let n = from; n < from + count; n++) {
      await this.service.record(act(n))
    }
  }

  /** A transaction of the caller's own, as a module's service has one. */
  transaction = async () => {
    const manager = this.runner.MikroOrmWrapper.forkManager()
    await manager.begin()
    return manager
  }

  problemOf = async (...heads: any[]) => (await this.service.verify(undefined, heads)).first_problem
}

export const auditLogSuite = (define: (suite: AuditLogSuite) => void) =>
  moduleSuite<CoreAuditModuleService>(
    {
      name: CORE_AUDIT_MODULE,
      path: "plugins/core/src/modules/core_audit",
      options: { auditKey: "a key for the module specs of the audit log" },
    },
    (runner) => define(new AuditLogSuite(runner))
  )
