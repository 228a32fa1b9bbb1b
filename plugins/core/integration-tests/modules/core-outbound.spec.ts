import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { container } from "@medusajs/framework"
import { asValue } from "@medusajs/framework/awilix"
import { moduleSuite } from "../../../../integration-tests/support/module-suite"
import { attemptRecovery } from "../../src/lib/attempt-recovery"
import { CORE_EXCHANGE_MODULE } from "../../src/lib/module-names"
import { outbound, registerOutboundService } from "../../src/lib/outbound"
import { runtime } from "../../src/lib/runtime"
import type CoreExchangeModuleService from "../../src/modules/core_exchange/service"
import type { OutboundCall, OutboundLookup } from "../../src/types"

moduleSuite<CoreExchangeModuleService>(
  { name: CORE_EXCHANGE_MODULE, path: "plugins/core/src/modules/core_exchange" },
  ({ service: exchange, MikroOrmWrapper }) => {
    let server: Server
    let answer: (req: IncomingMessage, res: ServerResponse, body: string) => void
    let asked: string[]
    let service: CoreExchangeModuleService
    // A breaker remembers its service, so each test names its own.
    let serviceName: string
    let tests = 0

    beforeAll(async () => {
      server = createServer((req, res) => {
        let body = ""
        req.on("data", (chunk) => (body += chunk))
        req.on("end", () => {
          asked.push(`${req.method} ${req.url}`)
          answer(req, res, body)
        })
      })
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    })
    afterAll(() => server.close())

    beforeEach(() => {
      service = exchange
      asked = []
      serviceName = `provider-${++tests}`
      runtime.outboundServices.clear()
      container.register({ [CORE_EXCHANGE_MODULE]: asValue(service) })
    })

    const url = (path = "/orders") => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
    const call = (over: Partial<OutboundCall> = {}): OutboundCall => ({
      service: serviceName,
      operation: "create-order",
      idempotencyKey: "order_1",
      request: {
        method: "POST",
        url: url(),
        headers: { Authorization: "Basic secret" },
        body: { email: "a@b.c", total: 100 },
      },
      ...over,
    })
    const json = (res: ServerResponse, status: number, body: unknown) =>
      res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
    const attempts = () => service.listCoreAttempts({}, { order: { created_at: "ASC" } })

    it("commits the attempt before the call, and settles it after, with secrets blanked", async () => {
      let duringCall: unknown
      answer = async (_req, res) => {
        duringCall = (await attempts())[0].state
        json(res, 201, { id: 7, token: "t" })
      }
      const result = await outbound(call())

      expect(duringCall).toBe("sent")
      expect(result).toMatchObject({ outcome: "succeeded", response: { status: 201, body: { id: 7, token: "t" } } })
      const [attempt] = await attempts()
      expect(attempt).toMatchObject({ state: "succeeded", status: 201 })
      const stored = JSON.stringify(attempt)
      expect(stored).not.toContain("secret")
      expect(stored).not.toContain("a@b.c")
    })

    it("calls a refusal failed, and does not repeat a write", async () => {
      answer = (_req, res) => json(res, 422, { errors: { product_id: ["unknown"] } })
      expect(await outbound(call())).toMatchObject({ outcome: "failed", retryable: false, response: { status: 422 } })
      expect(asked).toHaveLength(1)
    })

    it("asks the service what it did when the answer was lost after the effect", async () => {
      answer = (req, res) => (req.method === "POST" ? req.socket.destroy() : json(res, 200, {}))
      const lookup = async (): Promise<OutboundLookup> => ({
        found: true,
        response: { status: 200, headers: {}, body: { id: 9 } },
      })
      expect(await outbound(call({ lookup }))).toMatchObject({ outcome: "succeeded", response: { body: { id: 9 } } })
      expect(asked).toEqual(["POST /orders"])
      expect((await attempts())[0]).toMatchObject({ state: "succeeded", message: "found by look-up" })
    })

    it("may be repeated when the look-up finds nothing", async () => {
      answer = (req) => req.socket.destroy()
      expect(await outbound(call({ lookup: async () => ({ found: false }) }))).toMatchObject({
        outcome: "failed",
        retryable: true,
      })
    })

    it("is unknown after a time-out or a 5xx that nobody can look up", async () => {
      answer = () => undefined
      expect(await outbound(call({ timeoutMs: 50 }))).toMatchObject({ outcome: "unknown" })
      answer = (_req, res) => json(res, 502, {})
      expect(await outbound(call())).toMatchObject({ outcome: "unknown" })
      expect((await attempts()).map(({ state }) => state)).toEqual(["unknown", "unknown"])
    })

    it("is failed, not unknown, when the service was never reached", async () => {
      const closed = createServer().listen(0, "127.0.0.1")
      await new Promise((resolve) => closed.once("listening", resolve))
      const { port } = closed.address() as AddressInfo
      await new Promise((resolve) => closed.close(resolve))
      const refused = call({ request: { method: "POST", url: `http://127.0.0.1:${port}/` } })
      expect(await outbound(refused)).toMatchObject({ outcome: "failed", retryable: true })
    })

    it("repeats a read that broke off, and leaves no row when it came through", async () => {
      answer = (req, res) => (asked.length < 3 ? req.socket.destroy() : json(res, 200, { ok: true }))
      const read = call({ kind: "read", request: { method: "GET", url: url("/orders/1") } })
      expect(await outbound(read)).toMatchObject({ outcome: "succeeded" })
      expect(asked).toHaveLength(3)
      expect(await attempts()).toHaveLength(0)
    })

    it("answers at once while a service is down, without calling it", async () => {
      answer = (req) => req.socket.destroy()
      for (let n = 0; n < 5; n++) {
        await outbound(call({ lookup: async () => ({ found: false }) }))
      }
      expect(await outbound(call())).toMatchObject({ outcome: "failed", retryable: true })
      expect(asked).toHaveLength(5)
    })

    it("sends the idempotency key where the service has a header for it", async () => {
      let key: unknown
      answer = (req, res) => {
        key = req.headers["idempotency-key"]
        json(res, 200, {})
      }
      await outbound(call({ idempotencyHeader: "Idempotency-Key" }))
      expect(key).toBe("order_1")
    })

    describe("an attempt that a crash left sent", () => {
      const leave = async () => {
        await service.createCoreAttempts([
          {
            service: serviceName,
            operation: "create-order",
            idempotency_key: "order_1",
            request: {},
            process_id: "cproc_dead",
          },
        ])
      }
      const recover = async () => {
        for (const attempt of await attemptRecovery.find(container, new Date())) {
          await attemptRecovery.repair(attempt, container, new Date())
        }
      }

      it("is settled by the look-up, and its owner is told", async () => {
        const told: unknown[] = []
        registerOutboundService(serviceName, {
          lookup: async () => ({ found: true, response: { status: 200, headers: {}, body: { id: 3 } } }),
          settled: async (attempt, lookup) => void told.push([attempt.idempotency_key, lookup.found]),
        })
        await leave()
        await recover()
        await recover()
        expect((await attempts())[0].state).toBe("succeeded")
        expect(told).toEqual([["order_1", true]])
      })

      it("becomes a case when the service cannot tell", async () => {
        await leave()
        await recover()
        expect((await attempts())[0].state).toBe("unknown")
        const cases = await MikroOrmWrapper.getManager().getKnex()("core_case")
        expect(cases).toEqual([expect.objectContaining({ kind: "core.outcome_unknown", state: "open" })])
      })
    })
  }
)
