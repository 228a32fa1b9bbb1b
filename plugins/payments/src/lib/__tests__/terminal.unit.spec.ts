import { payments } from "../../index"
import type { TerminalGateway } from "../../types"
import { parseOptions } from "../options"

const demo = { BACKEND_URL: "http://127.0.0.1:9000", JWT_SECRET: "a-secret-of-at-least-32-characters" }

describe("the counter terminal", () => {
  it("is off, and the shop starts", () => {
    const plugin = payments({}, demo)
    expect(parseOptions(plugin.options).posabit.terminal).toBe(false)
    expect(plugin.problems?.()).toEqual([])
  })

  it.each([
    ["an option", payments({ posabit: { terminal: true } }, demo)],
    ["the environment", payments({}, { ...demo, POSABIT_TERMINAL: "true" })],
  ])("says in one line why %s cannot switch it on", (_name, plugin) => {
    const problems = plugin.problems?.() ?? []
    expect(problems).toHaveLength(1)
    expect(JSON.stringify(problems)).toContain("the contract of POSaBIT Connect v3 is not public")
    expect(() => parseOptions(plugin.options)).toThrow("posabit.terminal")
  })

  it("has an interface that a class can be written against", async () => {
    const sale = { id: "1", state: "approved" as const, amount_cents: 4000, tip_cents: 0, currency_code: "usd" }
    const done = async () => ({ ok: true as const, value: sale, attempt_id: "catt_1" })
    const terminal: TerminalGateway = {
      auth: async () => ({ ok: true, value: { expires_at: new Date(0) }, attempt_id: "catt_1" }),
      listTerminals: async () => ({
        ok: true,
        value: [{ id: "t1", name: "Counter", is_online: true }],
        attempt_id: "1",
      }),
      sale: done,
      status: done,
      refund: done,
      void: async () => ({ ok: false, kind: "unsupported", message: "not here" }),
    }
    await expect(terminal.status({ key: "order_1" })).resolves.toMatchObject({ ok: true, value: { state: "approved" } })
  })
})
