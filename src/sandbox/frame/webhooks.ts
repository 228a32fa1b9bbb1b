import { z } from "@medusajs/framework/zod"
import { refusedToCall } from "./local-url"
import { Problem } from "./problem"
import { KEPT, type PageQuery, type PanelAct, type PanelTable, type SandboxFrame } from "./service"
import { Shelf } from "./shelf"

const TIMEOUT_MS = 10_000

/** How a signed webhook travels, and whether its signature is worth anything. */
export const Travel = z.strictObject({
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
  /** `tampered`: the body was changed after signing. `stale`: signed an hour before, where a time is signed. */
  signature: z.enum(["valid", "none", "wrong", "tampered", "stale"]).default("valid"),
})

export type Travel = z.output<typeof Travel>
export const AT_ONCE: Travel = { lost: false, times: 1, delay_ms: 0, signature: "valid" }

export type Webhook = {
  id: number
  /** The id of what it is about, and what happened to it. */
  subject: string
  event: string
  url: string | null
  text: string
  signature: Travel["signature"]
  /** `refused`: neither this machine nor a host that may be called. `failed`: all attempts are used up. */
  state: "lost" | "no-address" | "refused" | "waiting" | "sent" | "failed"
  attempts: { at: string; status: number | null; error: string | null }[]
  created_at: string
  due_at: string
}

type Wire = {
  /** Headers that prove where the text comes from; `secret` is spoiled when the signature shall be wrong. */
  sign: (text: string, at: Date, isWrong: boolean) => Record<string, string>
  userAgent: string
  /** After an answer that is not 2xx, or none. */
  retriesMs: number[]
}

/** JSON webhooks of one service: signed when they are sent, repeated until somebody answers, kept for the console. */
export class SignedWebhooks {
  #webhooks = new Shelf<Webhook>(KEPT)
  #lastOf = new Shelf<Webhook>(KEPT)
  #lastId = 0

  constructor(
    private readonly frame: SandboxFrame,
    private readonly wire: Wire
  ) {}

  /** Returns at once; the calls go out afterwards. */
  announce(what: { subject: string; event: string; url: string | null; body: unknown }, travel: Travel): Webhook[] {
    return this.#deliver({ ...what, text: JSON.stringify(what.body) }, travel)
  }

  /** The same message once more. */
  again = (id: string, travel: Travel): Webhook[] => this.#deliver(this.#find(id), travel)

  newestFirst = () => this.#webhooks.newestFirst()

  lastOf = (subject: string) => this.#lastOf.get(subject)

  reset() {
    this.#webhooks.clear()
    this.#lastOf.clear()
    this.#lastId = 0
  }

  page = (query: PageQuery) => {
    const q = query.q?.toLowerCase()
    const text = ({ subject, event, state }: Webhook) => [subject, event, state].join(" ").toLowerCase()
    return this.#webhooks.page(query, q ? (webhook) => text(webhook).includes(q) : undefined)
  }

  #find(id: string): Webhook {
    const webhook = this.#webhooks.get(Number(id))
    if (!webhook) {
      throw new Problem(404, `there is no webhook ${id}`, "id")
    }
    return webhook
  }

  #deliver({ subject, event, url, text }: Pick<Webhook, "subject" | "event" | "url" | "text">, travel: Travel) {
    const { clock, timers, calls } = this.frame
    const refusal = url === null ? undefined : refusedToCall(url, calls)
    return Array.from({ length: travel.times }, () => {
      const webhook: Webhook = {
        id: ++this.#lastId,
        subject,
        event,
        url,
        text,
        signature: travel.signature,
        state: travel.lost ? "lost" : url === null ? "no-address" : refusal ? "refused" : "waiting",
        attempts: [],
        created_at: clock.now().toISOString(),
        due_at: new Date(clock.now().getTime() + travel.delay_ms).toISOString(),
      }
      this.#webhooks.put(webhook.id, webhook)
      this.#lastOf.put(subject, webhook)
      if (webhook.state === "waiting") {
        timers.after(travel.delay_ms, () => this.#attempt(webhook))
      }
      return webhook
    })
  }

  async #attempt(webhook: Webhook) {
    // Not after a reset.
    if (this.#webhooks.get(webhook.id) !== webhook) {
      return
    }
    const status = await this.#send(webhook)
    const retryMs = this.wire.retriesMs[webhook.attempts.length - 1]
    if (status !== null && status >= 200 && status < 300) {
      webhook.state = "sent"
    } else if (retryMs !== undefined) {
      this.frame.timers.after(retryMs, () => this.#attempt(webhook))
    } else {
      webhook.state = "failed"
      this.frame.log(`${this.wire.userAgent}: webhook ${webhook.id} (${webhook.event}) failed`)
    }
  }

  async #send({ url, text, signature, attempts }: Webhook): Promise<number | null> {
    const now = this.frame.clock.now()
    const signedAt = signature === "stale" ? new Date(now.getTime() - 3_600_000) : now
    const proof = signature === "none" ? {} : this.wire.sign(text, signedAt, signature === "wrong")
    const attempt: Webhook["attempts"][number] = { at: now.toISOString(), status: null, error: null }
    attempts.push(attempt)
    try {
      const response = await fetch(url!, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": this.wire.userAgent, ...proof },
        // A space more is the same JSON, but not the same bytes.
        body: signature === "tampered" ? `${text} ` : text,
        // A redirect would lead off this machine.
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.body?.cancel()
      attempt.status = response.status
    } catch (error) {
      attempt.error = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name
    }
    return attempt.status
  }
}

export const outcomeOf = ({ state, attempts }: Webhook) => {
  const last = attempts.at(-1)
  return last ? `${state}: ${last.error ?? last.status}` : state
}

/** The console's table of a service's webhooks, with what may be done to each below `/<service>/__sim/webhooks`. */
export const webhookTable = (service: string, webhooks: SignedWebhooks): PanelTable => ({
  name: "webhooks",
  title: "Webhooks to the shop",
  empty: "Nobody has been called yet.",
  columns: ["Webhook", "About", "Event", "Due (UTC)", "Outcome"],
  page: (query) => {
    const { rows, count } = webhooks.page(query)
    return {
      count,
      rows: rows.map((webhook) => ({
        id: String(webhook.id),
        cells: [
          webhook.id,
          webhook.subject,
          webhook.event,
          webhook.due_at.slice(0, 19).replace("T", " "),
          outcomeOf(webhook),
        ],
        acts: repeats(`/${service}/__sim/webhooks/${webhook.id}/send`),
        detail: webhook,
      })),
    }
  },
})

const repeats = (path: string): PanelAct[] => [
  { label: "Send again", path, body: {} },
  { label: "Send twice", path, body: { times: 2 } },
  {
    label: "Send late",
    path,
    asks: [{ name: "delay_ms", label: "After (milliseconds; an hour is 3600000)", type: "number" }],
  },
  { label: "Send unsigned", path, body: { signature: "none" } },
  { label: "Send with a wrong signature", path, body: { signature: "wrong" } },
]
