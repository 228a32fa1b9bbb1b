import { z } from "@medusajs/framework/zod"
import { refusedToCall } from "../frame/local-url"
import { KEPT, type SandboxFrame } from "../frame/service"
import { Shelf } from "../frame/shelf"
import type { Order } from "./orders"
import { STATUSES, type OrderStatus } from "./statuses"

const TIMEOUT_MS = 10_000

/** How the callback of a status change travels. The store must cope with all of it: nothing documents retries or order. */
export const Delivery = z.strictObject({
  /** Never sent. */
  lost: z.boolean().default(false),
  times: z.number().int().min(1).max(1000).default(1),
  delay_ms: z.number().int().min(0).max(600_000).default(0),
  /** `En Route` instead of `en_route`: the page prints the words so, its sample is lower case. */
  as_printed: z.boolean().default(false),
})

export type Callback = {
  id: number
  order_id: number
  url: string | null
  status: OrderStatus
  /** `refused`: the address is not on this machine. `failed`: no answer came. */
  state: "waiting" | "sent" | "failed" | "refused" | "lost" | "no-address"
  answer_status: number | null
  error: string | null
  created_at: string
}

/** POSTs status changes to `status_callback`: form-encoded, unsigned, once, not repeated when it fails. */
export class Callbacks {
  #callbacks = new Shelf<Callback>(KEPT)
  #lastId = 0

  constructor(private readonly frame: SandboxFrame) {}

  /** Returns at once; the calls go out afterwards, those of one `times` at the same moment. */
  announce(order: Order, status: OrderStatus, delivery: z.output<typeof Delivery>): Callback[] {
    return Array.from({ length: delivery.times }, () => {
      const url = order.status_callback ?? null
      const refusal = url ? refusedToCall(url) : undefined
      const callback: Callback = {
        id: ++this.#lastId,
        order_id: order.id,
        url,
        status,
        state: delivery.lost ? "lost" : !url ? "no-address" : refusal ? "refused" : "waiting",
        answer_status: null,
        error: refusal ?? null,
        created_at: new Date().toISOString(),
      }
      this.#callbacks.put(callback.id, callback)
      if (callback.state === "waiting") {
        const form = formOf(order, delivery.as_printed ? STATUSES[status] : status)
        this.frame.timers.after(delivery.delay_ms, () => void this.#send(callback, form))
      }
      return callback
    })
  }

  newestFirst = (orderId?: number) =>
    this.#callbacks.newestFirst().filter((callback) => orderId === undefined || callback.order_id === orderId)

  reset() {
    this.#callbacks.clear()
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
