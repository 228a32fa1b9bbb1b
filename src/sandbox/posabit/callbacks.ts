import { z } from "@medusajs/framework/zod"
import { refusedToCall } from "../frame/local-url"
import { KEPT, type PageQuery, type SandboxFrame } from "../frame/service"
import { Shelf } from "../frame/shelf"
import type { Order } from "./orders"
import { STATUSES, type OrderStatus } from "./statuses"

const TIMEOUT_MS = 10_000

/** How the callback of a status change travels. The store must cope with all of it: nothing documents retries or order. */
export const Delivery = z.strictObject({
  /** Never sent. */
  lost: z.boolean().default(false),
  times: z.number().int().min(1).max(1000).default(1),
  /** By the sandbox's clock, at most 30 days. */
  delay_ms: z
    .number()
    .int()
    .min(0)
    .max(30 * 86_400_000)
    .default(0),
  /** `En Route` instead of `en_route`: the page prints the words so, its sample is lower case. */
  as_printed: z.boolean().default(false),
})

export type Callback = {
  id: number
  order_id: number
  url: string | null
  status: OrderStatus
  /** `refused`: neither this machine nor a host that may be called. `failed`: no answer came. */
  state: "waiting" | "sent" | "failed" | "refused" | "lost" | "no-address"
  answer_status: number | null
  error: string | null
  created_at: string
  /** When it was or will be sent, by the sandbox's clock. */
  due_at: string
}

/** POSTs status changes to `status_callback`: form-encoded, unsigned, once, not repeated when it fails. */
export class Callbacks {
  #callbacks = new Shelf<Callback>(KEPT)
  /** By order. */
  #lastOf = new Shelf<Callback>(KEPT)
  #lastId = 0

  constructor(private readonly frame: SandboxFrame) {}

  /** Returns at once; the calls go out afterwards, those of one `times` at the same moment, and wait by the sandbox's clock. */
  announce(order: Order, status: OrderStatus, delivery: z.output<typeof Delivery>): Callback[] {
    const url = order.status_callback ?? null
    const refusal = url ? refusedToCall(url, this.frame.calls) : undefined
    const { timers, clock } = this.frame
    const callbacks = Array.from({ length: delivery.times }, (): Callback => {
      const callback: Callback = {
        id: ++this.#lastId,
        order_id: order.id,
        url,
        status,
        state: delivery.lost ? "lost" : !url ? "no-address" : refusal ? "refused" : "waiting",
        answer_status: null,
        error: refusal ?? null,
        created_at: clock.now().toISOString(),
        due_at: new Date(clock.now().getTime() + delivery.delay_ms).toISOString(),
      }
      this.#callbacks.put(callback.id, callback)
      this.#lastOf.put(order.id, callback)
      return callback
    })
    const waiting = callbacks.filter(({ state }) => state === "waiting")
    if (waiting.length) {
      const form = formOf(order, delivery.as_printed ? STATUSES[status] : status)
      timers.after(delivery.delay_ms, () => Promise.all(waiting.map((callback) => this.#send(callback, form))))
    }
    return callbacks
  }

  newestFirst = (orderId?: number) =>
    this.#callbacks.newestFirst().filter((callback) => orderId === undefined || callback.order_id === orderId)

  page = (query: PageQuery, matches?: (callback: Callback) => boolean) => this.#callbacks.page(query, matches)

  lastOf = (orderId: number) => this.#lastOf.get(orderId)

  reset() {
    this.#callbacks.clear()
    this.#lastOf.clear()
    this.#lastId = 0
  }

  async #send(callback: Callback, form: string) {
    try {
      const response = await fetch(callback.url!, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "POSaBIT sandbox" },
        body: form,
        // A redirect would lead off this machine.
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.body?.cancel()
      callback.state = "sent"
      callback.answer_status = response.status
    } catch (error) {
      callback.state = "failed"
      callback.error = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message
      this.frame.log(`callback of POSaBIT order ${callback.order_id} (${callback.status}) failed: ${callback.error}`)
    }
  }
}

/** Rails style: `incoming_order[id]=…&incoming_order[reference_no]=…`. */
const formOf = (order: Order, status: string) =>
  new URLSearchParams({
    "incoming_order[id]": String(order.id),
    "incoming_order[reference_no]": order.reference_no ?? "",
    "incoming_order[status]": status,
    "incoming_order[order_type]": order.order_type,
  }).toString()
