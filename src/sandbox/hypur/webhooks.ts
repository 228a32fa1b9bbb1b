import { createHmac, randomUUID } from "node:crypto"
import { refusedToCall } from "../frame/local-url"
import { KEPT, type PageQuery, type SandboxFrame } from "../frame/service"
import { Shelf } from "../frame/shelf"
import { STATUSES, type PaymentRequest } from "./requests"

const TIMEOUT_MS = 10_000

export type Target = { url: string; secret: string | null }

export type Webhook = {
  id: string
  request_id: string
  status: string
  body: string
  state: "waiting" | "sent" | "failed" | "refused"
  answer_status: number | null
  error: string | null
  created_at: string
}

/** Nothing about Hypur's webhooks is public: these are assumed. */
export class Webhooks {
  target: Target | undefined
  #webhooks = new Shelf<Webhook>(KEPT)

  /** @param home where they go until staff of the sandbox say otherwise, and again after a reset */
  constructor(
    private readonly frame: SandboxFrame,
    private readonly home?: Target
  ) {
    this.target = home
  }

  announce(request: PaymentRequest, times = 1, delayMs = 0): Webhook[] {
    const { target } = this
    if (!target) {
      return []
    }
    const status = request.said ?? STATUSES[request.status]
    const id = randomUUID()
    const body = JSON.stringify({ EventId: id, RequestId: request.id, Status: status })
    const refusal = refusedToCall(target.url, this.frame.calls)
    const webhooks = Array.from({ length: times }, (_, index): Webhook => {
      const webhook: Webhook = {
        id: `${id}:${index}`,
        request_id: request.id,
        status,
        body,
        state: refusal ? "refused" : "waiting",
        answer_status: null,
        error: refusal ?? null,
        created_at: this.frame.clock.now().toISOString(),
      }
      this.#webhooks.put(webhook.id, webhook)
      return webhook
    })
    if (!refusal) {
      this.frame.timers.after(delayMs, () => Promise.all(webhooks.map((webhook) => this.#send(webhook, target))))
    }
    return webhooks
  }

  newestFirst = () => this.#webhooks.newestFirst()
  page = (query: PageQuery, matches?: (webhook: Webhook) => boolean) => this.#webhooks.page(query, matches)

  reset() {
    this.target = this.home
    this.#webhooks.clear()
  }

  async #send(webhook: Webhook, { url, secret }: Target) {
    const signature = secret && createHmac("sha256", secret).update(webhook.body).digest("hex")
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "X-Sim-Assumed": "true",
          ...(signature && { "X-Hypur-Signature": signature }),
        },
        body: webhook.body,
        // A redirect would lead off this machine.
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.body?.cancel()
      webhook.state = "sent"
      webhook.answer_status = response.status
    } catch (error) {
      webhook.state = "failed"
      webhook.error = (error as Error).message
    }
  }
}
