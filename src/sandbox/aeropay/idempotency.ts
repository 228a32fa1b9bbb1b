import type { z } from "@medusajs/framework/zod"
import { Shelf } from "../frame/shelf"
import type { TransactionAnswer } from "./answers"
import { assumed, type Operation } from "./api"
import { ApProblem, missing } from "./errors"
import { isUuid } from "./ids"
import { presentKnown } from "./transaction-answers"
import type { World } from "./world"

const MEMORY_MS = 86_400_000

/** An answer as it was sent, and is sent again for the same key. */
export type Reply = { status: number; body: object; isAssumed: boolean; isProblem: boolean }

type Entry = {
  fingerprint: string
  operation: string
  at: number
  isForgotten: boolean
  /** Undefined while the first request is still at work. */
  reply?: Reply
}

/** Answers by `Idempotency-Key`, for 24 hours. What was not executed (HTTP 400) is not remembered. */
export class Idempotency {
  #entries: Shelf<Entry>

  constructor(
    private readonly world: Pick<World, "now" | "switches">,
    kept: number
  ) {
    this.#entries = new Shelf(kept)
  }

  /** Throws AP1402 for a key that is no UUID, AP1400 when it was used otherwise, AP1401 while its request is at work. */
  open(key: string, fingerprint: string, operation: string): Entry {
    if (!isUuid(key)) {
      throw new ApProblem("AP1402")
    }
    const fresh = { fingerprint, operation, at: this.world.now(), isForgotten: false, reply: undefined }
    const known = this.#entries.get(key.toLowerCase())
    if (!known) {
      this.#entries.put(key.toLowerCase(), fresh)
      return this.#entries.get(key.toLowerCase())!
    }
    if (this.#isGone(known)) {
      return Object.assign(known, fresh)
    }
    if (known.fingerprint !== fingerprint) {
      throw new ApProblem("AP1400")
    }
    if (!known.reply) {
      throw new ApProblem("AP1401")
    }
    return known
  }

  close(entry: Entry, reply: Reply) {
    entry.reply = reply
    entry.isForgotten = reply.status !== 200 || (reply.isProblem && this.world.switches.idempotent_errors === "forget")
  }

  find(key: string): Entry | undefined {
    const entry = this.#entries.get(key.toLowerCase())
    return entry && !this.#isGone(entry) ? entry : undefined
  }

  reset() {
    this.#entries.clear()
  }

  #isGone = (entry: Entry) => entry.isForgotten || this.world.now() - entry.at >= MEMORY_MS
}

/** `GET /v2/transaction/idempotency/{key}`: unknown, expired and not ours look the same on purpose. */
export const idempotencyOperations = ({ idempotency, transactions, switches }: World): Operation[] => [
  {
    method: "get",
    path: "/transaction/idempotency/:key",
    token: "merchant",
    act: ({ params }) => {
      if (!isUuid(params.key)) {
        throw missing("idempotencyKey", { help: true })
      }
      const entry = idempotency.find(params.key)
      const body = entry?.reply?.isProblem
        ? undefined
        : (entry?.reply?.body as { transaction?: { id: string } } | undefined)
      if (!entry || !body?.transaction) {
        return {}
      }
      const transaction = transactions.get(body.transaction.id)
      if (entry.operation === "/transaction" && transaction) {
        // The answer of then, with the fields of later answers.
        const original = {
          ...transaction,
          status: "pending" as const,
          modifiedAt: transaction.createdAt,
          returnCode: undefined,
        }
        return { transaction: presentKnown(original, "array") } satisfies z.input<typeof TransactionAnswer>
      }
      return switches.idempotency_lookup === "all" ? assumed(body) : {}
    },
  },
]
