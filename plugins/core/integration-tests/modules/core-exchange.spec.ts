import { container } from "@medusajs/framework"
import { asValue } from "@medusajs/framework/awilix"
import { InjectTransactionManager, MedusaContext, Modules } from "@medusajs/framework/utils"
import { moduleSuite } from "../../../../integration-tests/support/module-suite"
import { clock } from "../../src/lib/clock"
import { enqueue, registerOutboxHandler } from "../../src/lib/enqueue"
import { PermanentFailure } from "../../src/lib/errors"
import { handleInboxMessage, registerInboxSource } from "../../src/lib/inbox"
import { CORE_AUDIT_MODULE } from "../../src/lib/audit-module"
import { CORE_EXCHANGE_MODULE } from "../../src/lib/module-names"
import { dispatchOutbox, sweepOutbox } from "../../src/lib/outbox"
import { processId } from "../../src/lib/process"
import { registerRecovery, runRecoveries } from "../../src/lib/recovery"
import { runtime } from "../../src/lib/runtime"
import type CoreExchangeModuleService from "../../src/modules/core_exchange/service"

const message = (over: Record<string, string> = {}) => ({
  source: "test.source",
  dedupe_key: "1",
  ordering_key: "order",
  method: "POST",
  url: "/hooks/test",
  params: {},
  headers: {},
  raw_body: Buffer.from("a=1").toString("base64"),
  body: { a: "1" },
  ...over,
})

moduleSuite<CoreExchangeModuleService>(
  { name: CORE_EXCHANGE_MODULE, path: "plugins/core/src/modules/core_exchange" },
  ({ service: exchange, MikroOrmWrapper }) => {
    let service: CoreExchangeModuleService
    const logger = { info: jest.fn(), warn: jest.fn(), error: jest.fn() }
    const repairs: unknown[] = []

    /** A plugin's service as it stands beside core: its change and the message are one transaction. */
    class Plugin {
      baseRepository_ = (service as any).baseRepository_

      @InjectTransactionManager()
      async change(key: string, fail: boolean, @MedusaContext() context: any = {}) {
        await enqueue(context, { topic: "test.topic", key, payload: { key } })
        if (fail) {
          throw new Error("the change failed")
        }
      }
    }

    const outboxRows = () => service.listCoreOutboxMessages({}, { order: { created_at: "ASC" } })

    beforeEach(async () => {
      service = exchange
      runtime.outboxHandlers.clear()
      runtime.inboxSources.clear()
      runtime.recoveries.clear()
      repairs.length = 0
      container.register({
        [CORE_EXCHANGE_MODULE]: asValue(service),
        [CORE_AUDIT_MODULE]: asValue({ record: async (input: unknown) => repairs.push(input) }),
        [Modules.EVENT_BUS]: asValue({ emit: async () => undefined }),
        logger: asValue(logger),
      })
      await service.beat()
    })
    afterEach(() => clock.reset())

    describe("outbox", () => {
      it("keeps a message if and only if its change was committed", async () => {
        const plugin = new Plugin()
        await plugin.change("kept", false)
        await expect(plugin.change("lost", true)).rejects.toThrow("the change failed")
        expect((await outboxRows()).map(({ key }) => key)).toEqual(["kept"])
      })

      it("refuses a message outside a transaction", async () => {
        await expect(enqueue({}, { topic: "test.topic", key: "k", payload: {} })).rejects.toThrow(
          "inside the transaction"
        )
      })

      it("keeps a topic and key once, whoever enqueues it", async () => {
        const plugin = new Plugin()
        await Promise.all(Array.from({ length: 10 }, () => plugin.change("same", false)))
        expect(await outboxRows()).toHaveLength(1)
      })

      it("sends each message once when many workers dispatch together", async () => {
        const sent: string[] = []
        registerOutboxHandler("test.topic", async ({ key }) => void sent.push(key))
        const plugin = new Plugin()
        for (let n = 0; n < 30; n++) {
          await plugin.change(`k${n}`, false)
        }
        await Promise.all(Array.from({ length: 6 }, () => dispatchOutbox(container)))
        expect(sent.sort()).toEqual(Array.from({ length: 30 }, (_, n) => `k${n}`).sort())
        expect((await outboxRows()).every(({ state }) => state === "sent")).toBe(true)
      })

      it("tries again with a doubling delay, and ends as a dead letter with its error", async () => {
        let tries = 0
        registerOutboxHandler(
          "test.topic",
          async () => {
            tries++
            throw new Error("provider is down")
          },
          { maxAttempts: 3 }
        )
        await new Plugin().change("k", false)

        await dispatchOutbox(container)
        await dispatchOutbox(container)
        expect(tries).toBe(1)
        clock.advance(11_000)
        await dispatchOutbox(container)
        clock.advance(15_000)
        await dispatchOutbox(container)
        expect(tries).toBe(2)
        clock.advance(6_000)
        await dispatchOutbox(container)

        const [row] = await outboxRows()
        expect(row).toMatchObject({ state: "dead", attempts: 3, last_error: "provider is down" })
      })

      it("gives up at once when a repeat cannot help", async () => {
        registerOutboxHandler("test.topic", async () => {
          throw new PermanentFailure("no such product")
        })
        await new Plugin().change("k", false)
        await dispatchOutbox(container)
        expect((await outboxRows())[0]).toMatchObject({ state: "dead", attempts: 1 })
      })

      it("adds what a sweep finds missing, once", async () => {
        const missing = { topic: "test.topic", key: "swept", payload: { n: 1 } }
        registerOutboxHandler("test.topic", async () => undefined, { sweep: async () => [missing] })
        await sweepOutbox(container)
        await sweepOutbox(container)
        expect(await outboxRows()).toHaveLength(1)
      })

      it("takes up what a dead process had claimed", async () => {
        await new Plugin().change("k", false)
        await service.claimOutbox(10)
        const knex = MikroOrmWrapper.getManager().getKnex()
        await knex("core_outbox_message").update({ claimed_by: "cproc_dead" })

        expect(await service.releaseDeadClaims()).toHaveLength(1)
        expect((await outboxRows())[0].state).toBe("pending")
      })
    })

    describe("inbox", () => {
      it("stores a message once and counts its repeats", async () => {
        const answers = await Promise.all(Array.from({ length: 20 }, () => service.receive(message())))
        expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
        const [row] = await service.listCoreInboxMessages()
        expect(row.deliveries).toBe(20)
      })

      it("never handles two messages of one ordering key at the same time", async () => {
        let running = 0
        let most = 0
        const handled: string[] = []
        registerInboxSource({
          name: "test.source",
          path: "/hooks/test",
          verify: async () => ({ ok: true }),
          dedupeKey: () => "",
          handle: async ({ id }) => {
            most = Math.max(most, ++running)
            await new Promise((resolve) => setImmediate(resolve))
            running--
            handled.push(id)
          },
        })
        const received = await Promise.all(
          Array.from({ length: 12 }, (_, n) => service.receive(message({ dedupe_key: String(n) })))
        )
        await Promise.all(received.map(({ id }) => handleInboxMessage(container, id)))
        expect(most).toBe(1)
        expect(new Set(handled).size).toBe(12)
        expect(handled).toHaveLength(12)
      })

      it("hands the handler the bytes as sent, and keeps a failed message for later", async () => {
        let seen: string | undefined
        registerInboxSource({
          name: "test.source",
          path: "/hooks/test",
          verify: async () => ({ ok: true }),
          dedupeKey: () => "",
          handle: async ({ rawBody, attempt }) => {
            seen = rawBody.toString()
            if (attempt === 1) {
              throw new Error("not yet")
            }
          },
        })
        const { id } = await service.receive(message())
        await handleInboxMessage(container, id)
        expect(await service.retrieveCoreInboxMessage(id)).toMatchObject({ state: "received", last_error: "not yet" })
        clock.advance(11_000)
        await handleInboxMessage(container, id)
        expect(await service.retrieveCoreInboxMessage(id)).toMatchObject({ state: "handled", attempts: 2 })
        expect(seen).toBe("a=1")
      })
    })

    describe("processes and leases", () => {
      const other = (over = {}) => ({ id: "cproc_other", host: "elsewhere", pid: 1, seen_at: new Date(), ...over })

      it("counts a process of another host as living while its heartbeat is fresh", async () => {
        await service.createCoreProcesses([
          other(),
          other({ id: "cproc_stale", seen_at: new Date(Date.now() - 60_000) }),
        ])
        expect((await service.liveProcessIds()).sort()).toEqual(["cproc_other", processId].sort())
      })

      it("knows at once that a process of this host is gone", async () => {
        const { hostname } = await import("node:os")
        // No process has this id: it is above the largest that the kernel gives.
        await service.createCoreProcesses([other({ id: "cproc_gone", host: hostname(), pid: 2 ** 22 + 1 })])
        await service.createCoreProcesses([other({ id: "cproc_mine_before", host: hostname(), pid: process.pid })])
        expect(await service.liveProcessIds()).toEqual([processId])
      })

      it("gives a lease to one holder, and to another once the holder is dead", async () => {
        const knex = MikroOrmWrapper.getManager().getKnex()
        await service.createCoreProcesses([other()])
        await service.createCoreLeases([{ name: "work", holder: "cproc_other", until: new Date(Date.now() + 60_000) }])
        expect(await service.takeLease("work", 60)).toBe(false)
        await knex("core_process")
          .where({ id: "cproc_other" })
          .update({ seen_at: new Date(0) })
        expect(await service.takeLease("work", 60)).toBe(true)
      })

      it("holds a lease whoever had it, and gives it to nobody before its time is over", async () => {
        const knex = MikroOrmWrapper.getManager().getKnex()
        await service.beat()
        await service.createCoreProcesses([other()])
        await service.createCoreLeases([{ name: "job", holder: "cproc_other", until: new Date(Date.now() + 60_000) }])
        await service.holdLease("job", 90)
        expect(await service.takeLease("job", 90)).toBe(false)
        await knex("core_lease")
          .where({ name: "job" })
          .update({ until: new Date(0) })
        expect(await service.takeLease("job", 90)).toBe(true)
      })
    })

    describe("recoveries", () => {
      it("run in order, audit what they did, and do not stop at one that fails", async () => {
        const ran: string[] = []
        const outcome = { action: "test.thing_repaired", subject: { type: "thing", id: "1" }, why: "It was broken." }
        registerRecovery({
          name: "test.second",
          order: 200,
          find: async () => [1],
          repair: async () => (ran.push("second"), outcome),
        })
        registerRecovery({
          name: "test.first",
          order: 100,
          find: async () => {
            ran.push("first")
            throw new Error("no")
          },
          repair: async () => undefined,
        })
        await runRecoveries(container)
        expect(ran).toEqual(["first", "second"])
        expect(repairs).toEqual([
          expect.objectContaining({ action: "test.thing_repaired", actor: { type: "system", id: "test.second" } }),
        ])
      })
    })

    describe("retention", () => {
      it("deletes what ended well long ago, in batches, and keeps what people must look at", async () => {
        const knex = MikroOrmWrapper.getManager().getKnex()
        const row = (key: string, state: string) => ({
          topic: "test.topic",
          key,
          payload: {},
          state,
          next_attempt_at: new Date(),
        })
        const old = Array.from({ length: 1_001 }, (_, n) => row(`old-${n}`, "sent"))
        await service.createCoreOutboxMessages([...old, row("dead", "dead"), row("waiting", "pending")] as never)
        await knex("core_outbox_message").update({ created_at: new Date(Date.now() - 91 * 86_400_000) })
        await service.createCoreOutboxMessages([row("fresh", "sent")] as never)

        expect(await service.deleteOld(new Date(Date.now() - 90 * 86_400_000))).toBe(1_001)
        expect((await outboxRows()).map(({ key }) => key).sort()).toEqual(["dead", "fresh", "waiting"])
      })
    })

    describe("cases", () => {
      it("are opened once for their kind and key", async () => {
        const input = { kind: "test.kind", key: "k", summary: "Look", subject: { type: "order", id: "o" } }
        const opened = await Promise.all(Array.from({ length: 10 }, () => service.openCase(input)))
        expect(opened.filter(Boolean)).toHaveLength(1)
      })
    })
  }
)
