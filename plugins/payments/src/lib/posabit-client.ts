import {
  outbound,
  type OutboundCall,
  type OutboundLookup,
  type OutboundRequest,
  type OutboundResult,
} from "@rise-via/core"
import { POSABIT_SERVICE } from "./module-names"
import type { PosabitOptions } from "./options"
import { unwrapList, unwrapOrder, type RegisterOrder } from "./posabit-wire"

type Connection = Pick<PosabitOptions, "baseUrl" | "integratorToken" | "venueToken" | "auth" | "timeoutMs">
type Send = (call: OutboundCall) => Promise<OutboundResult>

/** Answer to a reading. `missing`: POSaBIT says there is none. `unavailable`: we do not know; ask again later. */
export type RegisterReading =
  | { outcome: "found"; order: RegisterOrder; more?: RegisterOrder[] }
  | { outcome: "missing" }
  | { outcome: "unavailable"; message: string }

/** `refused`: POSaBIT said no and a repeat cannot help. `unknown`: look before you send again. */
export type PushResult =
  | { outcome: "created"; order: RegisterOrder }
  | { outcome: "refused"; status: number | undefined; message: string }
  | { outcome: "unavailable" | "unknown"; message: string }

/** POSaBIT's Venue API V3: incoming (online) orders. Every call goes through core's outbound client. */
export class PosabitClient {
  constructor(
    private readonly connection: Connection,
    private readonly send: Send = outbound
  ) {}

  /** Looks for an order by our reference: POSaBIT has no idempotency key, so this is what prevents a second one. */
  async findByReference(referenceNo: string): Promise<RegisterReading> {
    const query = new URLSearchParams({ "q[reference_no_eq]": referenceNo })
    const result = await this.read("find-order", referenceNo, `/incoming_orders?${query}`)
    if (result.outcome !== "succeeded") {
      return { outcome: "unavailable", message: result.message }
    }
    const rows = unwrapList(result.response.body)
    if (!rows) {
      return { outcome: "unavailable", message: "POSaBIT answered a search with something that is not a list" }
    }
    // The filter is POSaBIT's; a venue that ignores it must not give us somebody else's order.
    const [order, ...more] = rows.filter((row) => row.reference_no === referenceNo)
    return order ? { outcome: "found", order, more } : { outcome: "missing" }
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
    if (result.outcome === "unknown") {
      return { outcome: "unknown", message: result.message }
    }
    if (result.outcome === "failed") {
      const { retryable, message, response } = result
      return retryable ? { outcome: "unavailable", message } : { outcome: "refused", status: response?.status, message }
    }
    const order = unwrapOrder(result.response.body)
    return order ? { outcome: "created", order } : { outcome: "unknown", message: "POSaBIT's answer names no order" }
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
