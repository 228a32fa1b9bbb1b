import { ApProblem, isCode, type Code } from "./errors"
import type { Switches } from "./switches"

/** Where a decline can be asked for. */
export const DECLINABLE = ["sale", "preauth", "update", "cancel", "capture", "refund", "payout", "link"] as const
export type Declinable = (typeof DECLINABLE)[number]

export type Decline = { operation: Declinable; code: Code; left: number }

const BY_REFERENCE = /sim:(sale|preauth|update|cancel|capture|refund|payout)_ap(\d{3,4})\b/g
const RETURN_BY_REFERENCE = /sim:return_r(\d\d)\b/

/** Cents. $9,133.00 and up decline at sale and preauth, $9,143.00 and up at capture, with the cents as AP3xx. */
const AT_AUTHORIZATION = 913_300
const AT_CAPTURE = 914_300
/** $9,150.01 is returned with R01, and so on. */
const RETURNED = 915_000

type Subject = { referenceId?: string; cents?: number }

const inHundred = (cents: number | undefined, first: number) =>
  cents !== undefined && cents >= first && cents < first + 100 ? String(cents - first).padStart(2, "0") : undefined

/**
 * Declines on demand. None of this is Aeropay's: a queue that is filled below `__sim`, marks in a referenceId
 * (`sim:capture_ap300`, `sim:return_r01`, `sim:resolve`) and amounts. Answers that come from here carry `X-Sim-Assumed`.
 */
export class Declines {
  #queue: Decline[] = []

  constructor(private readonly switches: Switches) {}

  add(decline: Decline) {
    this.#queue = [...this.#queue.filter(({ left }) => left > 0), decline]
  }

  list = () => this.#queue

  clear() {
    this.#queue = []
  }

  /** Throws when this operation is to be declined, using up what was queued for it. */
  check(operation: Declinable, { referenceId = "", cents }: Subject = {}) {
    const queued = this.#queue.find((decline) => decline.left > 0 && decline.operation === operation)
    if (queued) {
      queued.left--
      throw new ApProblem(queued.code, { assumed: true })
    }
    const marked = [...referenceId.matchAll(BY_REFERENCE)].find((match) => match[1] === operation)
    const first =
      operation === "sale" || operation === "preauth" ? AT_AUTHORIZATION : operation === "capture" ? AT_CAPTURE : -1
    const byAmount = this.switches.amount_triggers && first > 0 ? inHundred(cents, first) : undefined
    const code = marked ? `AP${marked[2]}` : byAmount && `AP3${byAmount}`
    if (code && isCode(code)) {
      throw new ApProblem(code, { assumed: true })
    }
  }

  /** The code with which a payment will be returned by itself. */
  returnCode({ referenceId = "", cents }: Subject) {
    const marked = RETURN_BY_REFERENCE.exec(referenceId)?.[1]
    const byAmount = this.switches.amount_triggers ? inHundred(cents, RETURNED) : undefined
    const digits = marked ?? (byAmount !== "00" ? byAmount : undefined) ?? (recovers(referenceId) ? "01" : undefined)
    return digits && `R${digits}`
  }
}

/** `sim:resolve`: returned, and recovered as long again after that. */
export const recovers = (referenceId = "") => referenceId.includes("sim:resolve")
