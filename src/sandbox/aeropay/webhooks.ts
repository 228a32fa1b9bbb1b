import { refusedToCall } from "../frame/local-url"
import { Shelf } from "../frame/shelf"
import { plainOf } from "./calendar"
import { dollars } from "./money"
import type { Topic } from "./schemas"
import { pythonJson, sign, signedText } from "./signature"
import type { Switches } from "./switches"
import type { World } from "./world"

const LIMIT_MS = 3000
/** After the first attempt. The real intervals are not published, and are said to have some jitter. */
const RETRIES_MS = [1000, 2000, 4000, 8000, 16_000]
const AT_ONCE = 16

export type Subscription = { id: number; topic: Topic; url: string }
export type Attempt = { at: string; status: number | null; error: string | null }

export type Delivery = {
  id: number
  topic: Topic
  url: string | null
  /** Of what was sent first; sending it again makes another delivery. */
  repeats: number | null
  text: string
  signature: string | null
  /** `refused`: neither this machine nor a host that may be called. `failed`: all attempts are used up. */
  state: "no-subscription" | "refused" | "held" | "waiting" | "sent" | "failed"
  attempts: Attempt[]
  createdAt: number
}

export type Body = { topic: string; data: Record<string, unknown>; payloadVersion: "2.0"; date: string }
export type WireForm = { body: Switches["webhook_body"]; signature: Switches["webhook_signature"] }
export type Travel = { times: number; delayMs: number }

/** Subscriptions, the signing key, and every webhook that was sent. */
export class Webhooks {
  #subscriptions = new Map<Topic, Subscription>()
  #deliveries: Shelf<Delivery>
  #bodies: Shelf<Body>
  #lastId = 0
  #flying = 0
  #queue: (() => void)[] = []
  signingKey: string

  constructor(
    private readonly world: World,
    kept: number
  ) {
    this.#deliveries = new Shelf(kept)
    this.#bodies = new Shelf(kept)
    this.signingKey = world.credentials.signingKey
  }

  /** One address a topic. */
  subscribe(topic: Topic, url: string): Subscription {
    const known = this.#subscriptions.get(topic)
    if (known) {
      return Object.assign(known, { url })
    }
    const subscription = { id: this.world.ids.number("webhook"), topic, url }
    this.#subscriptions.set(topic, subscription)
    return subscription
  }

  subscriptions = (filter: { topic?: string; id?: string } = {}) =>
    [...this.#subscriptions.values()].filter(
      ({ topic, id }) => (!filter.topic || topic === filter.topic) && (!filter.id || String(id) === filter.id)
    )

  unsubscribe({ topic }: Subscription) {
    this.#subscriptions.delete(topic)
  }

  /** Tells the subscriber, if there is one. `at` is when it happened, also if the clock has moved on since. */
  announce(topic: Topic, data: Record<string, unknown>, at: number) {
    const { switches } = this.world
    const body: Body = { topic, data, payloadVersion: "2.0", date: plainOf(at) }
    this.#deliver(
      body,
      { body: switches.webhook_body, signature: switches.webhook_signature },
      { times: switches.webhook_times, delayMs: switches.webhook_delay_ms }
    )
  }

  /** The same message once more, as it is or spoiled; signed with the key of now. */
  again(delivery: Delivery, form: WireForm, travel: Travel): Delivery[] {
    const origin = delivery.repeats ?? delivery.id
    const body = this.#bodies.get(origin)
    return body ? this.#deliver(body, form, travel, origin) : []
  }

  /** Sends what `webhook_hold` kept back, in its order or the other way round. */
  release(order: "as_sent" | "reversed"): Delivery[] {
    const held = this.#deliveries.newestFirst().filter(({ state }) => state === "held")
    const ordered = order === "reversed" ? held : held.reverse()
    ordered.forEach((delivery) => (delivery.state = "waiting"))
    this.world.frame.timers.after(0, async () => {
      // One after the other: here the order is the point.
      for (const delivery of ordered) {
        await this.#attempt(delivery)
      }
    })
    return ordered
  }

  get = (id: number) => this.#deliveries.get(id)

  get shelf() {
    return this.#deliveries
  }

  reset() {
    this.#subscriptions.clear()
    this.#deliveries.clear()
    this.#bodies.clear()
    this.#lastId = 0
    // They find that their delivery is gone.
    this.#queue.splice(0).forEach((go) => go())
    this.signingKey = this.world.credentials.signingKey
  }

  #deliver(body: Body, form: WireForm, { times, delayMs }: Travel, repeats: number | null = null): Delivery[] {
    const url = this.#subscriptions.get(body.topic as Topic)?.url ?? null
    const refusal = url === null ? undefined : refusedToCall(url, this.world.frame.calls)
    return Array.from({ length: times }, () => {
      const delivery: Delivery = {
        id: ++this.#lastId,
        topic: body.topic as Topic,
        url,
        repeats,
        ...write(body, url === null ? { ...form, signature: "none" } : form, url ?? "", this.signingKey),
        state:
          url === null
            ? "no-subscription"
            : refusal
              ? "refused"
              : this.world.switches.webhook_hold
                ? "held"
                : "waiting",
        attempts: [],
        createdAt: this.world.now(),
      }
      this.#deliveries.put(delivery.id, delivery)
      if (repeats === null) {
        this.#bodies.put(delivery.id, body)
      }
      if (delivery.state === "waiting") {
        this.#post(delivery, delayMs)
      }
      return delivery
    })
  }

  #post(delivery: Delivery, delayMs: number) {
    delivery.state = "waiting"
    this.world.frame.timers.after(delayMs, () => this.#attempt(delivery))
  }

  /** Never more than a few at once: a burst of payments would otherwise use up the limit of each webhook by itself. */
  async #attempt(delivery: Delivery) {
    if (this.#flying >= AT_ONCE) {
      await new Promise<void>((resolve) => this.#queue.push(resolve))
    }
    this.#flying++
    try {
      if (this.#isKept(delivery)) {
        await this.#send(delivery)
      }
    } finally {
      this.#flying--
      this.#queue.shift()?.()
    }
  }

  /** Not after a reset. */
  #isKept = (delivery: Delivery) => this.#deliveries.get(delivery.id) === delivery

  async #send(delivery: Delivery) {
    const attempt: Attempt = { at: new Date(this.world.now()).toISOString(), status: null, error: null }
    try {
      const response = await fetch(delivery.url!, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "user-agent": "Aeropay sandbox",
          ...(delivery.signature && { "ap-signature": delivery.signature }),
        },
        body: delivery.text,
        // A redirect would lead off this machine, and is no 200.
        redirect: "manual",
        signal: AbortSignal.timeout(LIMIT_MS),
      })
      attempt.status = response.status
      await response.body?.cancel()
    } catch (error) {
      attempt.error = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name
    }
    delivery.attempts.push(attempt)
    const retryMs = RETRIES_MS[delivery.attempts.length - 1]
    if (attempt.status === 200) {
      delivery.state = "sent"
    } else if (!this.#isKept(delivery)) {
      return
    } else if (retryMs !== undefined) {
      this.#post(delivery, retryMs)
    } else {
      delivery.state = "failed"
      this.world.frame.log(
        `Aeropay webhook ${delivery.id} (${delivery.topic}) failed: ${attempt.error ?? attempt.status}`
      )
    }
  }
}

/** The bytes and the signature of a webhook. */
export function write(
  body: Body,
  form: WireForm,
  url: string,
  key: string
): { text: string; signature: string | null } {
  const sent: Record<string, unknown> = form.body === "v1" ? versionOne(body) : body
  const spaced = pythonJson(sent)
  const texts = {
    python: spaced,
    compact: JSON.stringify(sent),
    v1: spaced,
    tampered: spaced
      .replace(/"amount": (\d+)/, (_all, cents) => `"amount": ${Number(cents) + 1}`)
      .replace(/\}$/, ', "added": 1}'),
    cut: spaced.slice(0, Math.floor(spaced.length / 2)),
  }
  const signatures = {
    valid: () => sign(signedText(sent, url), key),
    wrong: () => sign(signedText(sent, url), `${key}-of-somebody-else`),
    none: () => null,
  }
  return { text: texts[form.body], signature: signatures[form.signature]() }
}

/** The old form, as far as it is known: dollars as text, a number and a uuid for an id, epoch seconds, no version. */
function versionOne({ topic, data, date }: Body): Record<string, unknown> {
  const { id, amount, userId, referenceId, ...others } = data as {
    id?: string
    amount?: { amount: number }
    userId?: string
    referenceId?: string
  }
  const epoch = String(Date.parse(`${date.replace(" ", "T")}Z`) / 1000)
  return {
    topic,
    data: {
      ...(id && { id: parseInt(id.slice(0, 6), 16), uuid: id }),
      ...(amount && { amount: dollars(amount.amount) }),
      ...(userId && { userid: userId }),
      ...(referenceId && { reference_id: referenceId }),
      ...("createdDate" in others && { created: epoch }),
      ...("status" in others && { status: others.status }),
    },
    date: epoch,
  }
}
