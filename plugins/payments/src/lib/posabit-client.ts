import { MedusaError } from "@medusajs/framework/utils"
import {
  outbound,
  type OutboundCall,
  type OutboundLookup,
  type OutboundRequest,
  type OutboundResult,
} from "@rise-via/core"
import { POSABIT_SERVICE } from "./module-names"
import type { PosabitOptions } from "./options"
import { unwrapOrder, unwrapPage, type ListedOrder, type RegisterOrder } from "./posabit-wire"

type Connection = Pick<PosabitOptions, "baseUrl" | "integratorToken" | "venueToken" | "auth" | "timeoutMs">
/** Ten million orders: a list that is longer does not end. */
const MAX_PAGES = 100_000

type Send = (call: OutboundCall) => Promise<OutboundResult>

/** Answer to a reading. `missing`: POSaBIT says there is none. `unavailable`: we do not know; ask again later. */
export type RegisterReading =
  | { outcome: "found"; order: RegisterOrder; more?: RegisterOrder[] }
  | { outcome: "missing" }
  | { outcome: "unavailable"; message: string }

/** `refused`: POSaBIT said no and a repeat cannot help. `unknown`: look before you send again. */
export type PushResult = (
  | { outcome: "created"; order: RegisterOrder }
  | { outcome: "refused"; status: number | undefined; message: string }
  | { outcome: "unavailable" | "unknown"; message: string }
) & {
  /** Core's attempt row, and what the register answered, for the books. */
  attempt_id: string
  answer?: { status: number; body: unknown }
}

/** POSaBIT's Venue API V3: incoming (online) orders. Every call goes through core's outbound client. */
export class PosabitClient {
  constructor(
    private readonly connection: Connection,
    private readonly send: Send = outbound
  ) {}

  /**
   * Looks for an order by our reference: POSaBIT has no idempotency key, so this is what prevents a second one. The filter
   * is POSaBIT's; from a venue that ignores it everything is read, because only a whole list tells that there is none.
   */
  async findByReference(referenceNo: string): Promise<RegisterReading> {
    const query = new URLSearchParams({ "q[reference_no_eq]": referenceNo })
    try {
      for await (const { orders, number, unreadable } of this.pages("find-order", referenceNo, query)) {
        const [order, ...more] = orders.filter((row) => row.reference_no === referenceNo).map(plain)
        if (order) {
          return { outcome: "found", order, more }
        }
        refuseHoles(number, unreadable)
      }
      return { outcome: "missing" }
    } catch (error) {
      return { outcome: "unavailable", message: (error as Error).message }
    }
  }

  async retrieve(posabitId: string): Promise<RegisterReading> {
    const result = await this.read("retrieve-order", posabitId, `/incoming_orders/${encodeURIComponent(posabitId)}`)
    if (result.outcome !== "succeeded") {
      const isMissing = result.outcome === "failed" && result.response?.status === 404
      return isMissing ? { outcome: "missing" } : { outcome: "unavailable", message: result.message }
    }
    const order = unwrapOrder(result.response.body)
    return order
      ? { outcome: "found", order }
      : { outcome: "unavailable", message: "POSaBIT answered with something that is not an order" }
  }

  /**
   * The orders that were made, changed or rung up from `from` up to, not including, `to`, page by page. POSaBIT documents
   * no filter by date and no order of its list, so all pages are read and the choice is made here; an order without
   * times is in every period.
   *
   * @throws CONFLICT when a page cannot be read: what came before it is true, but it is not all.
   */
  async *listOrders(from: Date, to: Date): AsyncGenerator<ListedOrder> {
    const isIn = (at: Date | null) => !!at && at >= from && at < to
    for await (const { orders, number, unreadable } of this.pages("list-orders", "page", new URLSearchParams())) {
      refuseHoles(number, unreadable)
      for (const order of orders) {
        const times = [order.created_at, order.updated_at, order.processed_at]
        if (times.some(isIn) || times.every((at) => !at)) {
          yield order
        }
      }
    }
  }

  /** A list of orders, page by page, each order once. It ends only where POSaBIT says so; anything else throws. */
  private async *pages(operation: string, key: string, query: URLSearchParams) {
    let before = new Set<string>()
    for (let number = 1; number <= MAX_PAGES; number++) {
      const { orders, total_pages, unreadable } = await this.page(operation, key, query, number)
      // An order that is made meanwhile pushes others to the next page, where they are read again.
      const fresh = orders.filter(({ id }) => !before.has(id))
      if (orders.length && orders.length === before.size && !fresh.length) {
        throw pageUnreadable(number, "it is the page before once more")
      }
      yield { orders: fresh, number, unreadable }
      if (total_pages === null ? !orders.length : number >= total_pages) {
        return
      }
      if (!orders.length) {
        throw pageUnreadable(number, "it is empty, and more were announced")
      }
      before = new Set(orders.map(({ id }) => id))
    }
    throw pageUnreadable(MAX_PAGES, "the list does not end")
  }

  private async page(operation: string, key: string, query: URLSearchParams, number: number) {
    const paged = new URLSearchParams([...query, ["page", String(number)]])
    const result = await this.read(operation, `${key}-${number}`, `/incoming_orders?${paged}`)
    if (result.outcome !== "succeeded") {
      throw pageUnreadable(number, result.message)
    }
    const read = unwrapPage(result.response.body)
    if (!read) {
      throw pageUnreadable(number, "it is not a list")
    }
    return read
  }

  /** A menu feed, as POSaBIT answers it: `readMenu` makes sense of it. */
  async menuFeed(
    feedKey: string
  ): Promise<{ outcome: "found"; body: unknown } | { outcome: "unavailable"; message: string }> {
    const result = await this.read("menu-feed", feedKey, `/menu_feeds/${encodeURIComponent(feedKey)}`)
    return result.outcome === "succeeded"
      ? { outcome: "found", body: result.response.body }
      : { outcome: "unavailable", message: result.message }
  }

  /** Places the order. Not repeated by itself: an answer that was not heard is looked up by reference. */
  async create(incomingOrder: Record<string, unknown>, referenceNo: string): Promise<PushResult> {
    const result = await this.send({
      service: POSABIT_SERVICE,
      operation: "create-order",
      idempotencyKey: referenceNo,
      request: this.request("POST", "/incoming_orders", { incoming_order: incomingOrder }),
      lookup: () => this.lookup(referenceNo),
      timeoutMs: this.connection.timeoutMs,
      redact: ["city", "zipcode", "notes", "status_callback"],
    })
    const { attempt_id } = result
    if (result.outcome === "unknown") {
      return { outcome: "unknown", message: result.message, attempt_id }
    }
    const answer = result.response && { status: result.response.status, body: result.response.body }
    if (result.outcome === "failed") {
      const { retryable, message, response } = result
      return retryable
        ? { outcome: "unavailable", message, attempt_id, answer }
        : { outcome: "refused", status: response?.status, message, attempt_id, answer }
    }
    const order = unwrapOrder(result.response.body)
    return order
      ? { outcome: "created", order, attempt_id, answer }
      : { outcome: "unknown", message: "POSaBIT's answer names no order", attempt_id, answer }
  }

  /** For core: what became of a push whose answer was not heard. */
  async lookup(referenceNo: string): Promise<OutboundLookup> {
    const reading = await this.findByReference(referenceNo)
    switch (reading.outcome) {
      case "found": {
        const { id, reference_no, status, total_cents: total } = reading.order
        return { found: true, response: { status: 200, headers: {}, body: { id, reference_no, status, total } } }
      }
      case "missing":
        return { found: false }
      default:
        return { found: "unknown", message: reading.message }
    }
  }

  private async read(operation: string, idempotencyKey: string, path: string) {
    const { timeoutMs } = this.connection
    const request = this.request("GET", path)
    return await this.send({ service: POSABIT_SERVICE, operation, idempotencyKey, request, kind: "read", timeoutMs })
  }

  private request(method: "GET" | "POST", path: string, body?: unknown): OutboundRequest {
    const { baseUrl, auth, integratorToken, venueToken } = this.connection
    const basic = Buffer.from(`${integratorToken}:${venueToken}`).toString("base64")
    const authorization = auth === "basic" ? `Basic ${basic}` : `Bearer ${venueToken}`
    return { method, url: `${baseUrl}${path}`, headers: { authorization }, ...(body !== undefined && { body }) }
  }
}

const pageUnreadable = (page: number, why: string) =>
  new MedusaError(MedusaError.Types.CONFLICT, `Page ${page} of POSaBIT's orders cannot be read: ${why}`)

/** A list with holes must not pass for a whole one. */
function refuseHoles(page: number, unreadable: number): void {
  if (unreadable) {
    throw pageUnreadable(page, `${unreadable} of its rows are no orders`)
  }
}

const plain = ({ id, reference_no, status, total_cents }: ListedOrder): RegisterOrder => ({
  id,
  reference_no,
  status,
  total_cents,
})
