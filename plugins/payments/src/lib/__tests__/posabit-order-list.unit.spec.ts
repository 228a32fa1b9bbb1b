import type { OutboundCall, OutboundResult } from "@rise-via/core"
import { PosabitClient } from "../posabit-client"

const DAY = new Date("2026-11-22T00:00:00Z")
const NEXT = new Date("2026-11-23T00:00:00Z")

const row = (id: number, times: Record<string, unknown> = { created_at: "2026-11-22T10:00:00Z" }) => ({
  incoming_order: { id, reference_no: `order_${id}`, aasm_state: "pending", total: 4000, ...times },
})

/** A register whose answers are these, page by page. */
function register(...pages: (object | number)[]) {
  const asked: string[] = []
  const send = async ({ request }: OutboundCall): Promise<OutboundResult> => {
    asked.push(request.url.split("?")[1])
    const body = pages[asked.length - 1] ?? { incoming_orders: [] }
    return typeof body === "number"
      ? { outcome: "failed", message: `answered ${body}`, attempt_id: "1", retryable: true }
      : { outcome: "succeeded", response: { status: 200, headers: {}, body }, attempt_id: "1" }
  }
  const client = new PosabitClient(
    { baseUrl: "http://localhost", integratorToken: "i", venueToken: "v", auth: "basic", timeoutMs: 500 },
    send
  )
  const read = async () => {
    const ids: string[] = []
    for await (const { id } of client.listOrders(DAY, NEXT)) {
      ids.push(id)
    }
    return ids
  }
  return { read, asked }
}

const page = (total_pages: number | undefined, ...rows: object[]) => ({ total_pages, incoming_orders: rows })

describe("the register's orders of a period", () => {
  it("come from all pages, and only those of the period", async () => {
    const { read, asked } = register(
      page(2, row(1), row(2, { created_at: "2026-11-21T23:59:59Z" }), row(3, { created_at: "2026-11-23T00:00:00Z" })),
      page(2, row(4, { created_at: "2026-11-20T10:00:00Z", processed_at: "2026-11-22T23:59:59Z" }), row(5, {}))
    )
    await expect(read()).resolves.toEqual(["1", "4", "5"])
    expect(asked).toEqual(["page=1", "page=2"])
  })

  it("end with an empty page where POSaBIT does not say how many there are", async () => {
    const { read, asked } = register(page(undefined, row(1)), page(undefined, row(2)))
    await expect(read()).resolves.toEqual(["1", "2"])
    expect(asked).toHaveLength(3)
  })

  it("come once when a new order pushes one to the next page", async () => {
    const { read } = register(page(2, row(3), row(2)), page(2, row(2), row(1)))
    await expect(read()).resolves.toEqual(["3", "2", "1"])
  })

  it("are none when there are none", async () => {
    await expect(register(page(0)).read()).resolves.toEqual([])
  })

  it.each([
    ["a page that fails", [page(2, row(1)), 503]],
    ["a page that is no list", [page(2, row(1)), { maintenance: true }]],
    ["a row that is no order", [page(1, row(1), { incoming_order: { note: "?" } })]],
    ["a venue that knows no pages", [page(2, row(1)), page(2, row(1))]],
    ["a page that is missing", [page(3, row(1)), page(3)]],
  ])("never pass for all with %s", async (_name, pages) => {
    await expect(register(...pages).read()).rejects.toMatchObject({ type: "conflict" })
  })
})
