import type { z } from "@medusajs/framework/zod"
import { Shelf } from "../frame/shelf"
import type { RefundsAnswer, ReverseAnswer } from "./answers"
import { assumed, type Operation } from "./api"
import { ApProblem, missing, read } from "./errors"
import { isUuid, isUuidV4 } from "./ids"
import { money } from "./money"
import { ReverseRequest } from "./schemas"
import { presentKnown } from "./transaction-answers"
import { isPayment, type Transaction } from "./transactions"
import type { World } from "./world"

export type ReversalState = "void" | "partial_void" | "queued" | "abandoned" | "created"

/** What was asked for. A created one is also a transaction, with the same id. */
export type Reversal = {
  id: string
  transactionId: string
  cents: number
  referenceId: string | null
  state: ReversalState
  createdAt: number
}

/** Voids and refunds. Aeropay decides by the batch which of the two it is. */
export class Reversals {
  #reversals: Shelf<Reversal>

  constructor(
    private readonly world: World,
    kept: number
  ) {
    this.#reversals = new Shelf(kept)
  }

  /** Throws with the code when it cannot be reversed by so much. Without cents all that is left. */
  reverse(
    transaction: Transaction,
    wanted: { cents?: number; id?: string; referenceId?: string },
    at: number
  ): Reversal {
    const left = this.#leftOf(transaction)
    const cents = wanted.cents ?? left
    if (cents <= 0) {
      throw new ApProblem("AP1303")
    }
    if (cents > left) {
      throw new ApProblem("AP1302")
    }
    const state = this.#stateOf(transaction, cents)
    if (state === "void" && transaction.isRtp) {
      throw new ApProblem("AP1305")
    }
    const reversal: Reversal = {
      id: wanted.id ?? this.world.ids.uuid("reversal"),
      transactionId: transaction.id,
      cents,
      referenceId: wanted.referenceId ?? null,
      state,
      createdAt: at,
    }
    this.#reversals.put(reversal.id, reversal)
    transaction.reversalIds.push(reversal.id)
    if (state === "void") {
      this.world.transactions.void(transaction, at)
    } else if (state === "partial_void") {
      this.world.transactions.reduce(transaction, cents, at)
    } else {
      transaction.reversedCents += cents
      if (state === "created") {
        this.#create(transaction, reversal, at)
      }
    }
    return reversal
  }

  /** The payment cleared: its queued refunds become transactions, one message each. */
  release(transaction: Transaction, at: number) {
    for (const reversal of this.of(transaction).filter(({ state }) => state === "queued")) {
      this.#create(transaction, reversal, at)
    }
  }

  /** The payment was returned: what is queued will never be paid. Answers whether there was any. */
  abandon(transaction: Transaction) {
    const queued = this.of(transaction).filter(({ state }) => state === "queued")
    for (const reversal of queued) {
      reversal.state = "abandoned"
      transaction.reversedCents -= reversal.cents
    }
    return queued.length > 0
  }

  of = (transaction: Transaction) => transaction.reversalIds.flatMap((id) => this.#reversals.get(id) ?? [])

  get = (id: string) => this.#reversals.get(id)

  /** Whether anything has this id. */
  isTaken = (id: string) =>
    Boolean(this.#reversals.get(id) ?? this.world.transactions.get(id) ?? this.world.preauths.get(id))

  get shelf() {
    return this.#reversals
  }

  reset() {
    this.#reversals.clear()
  }

  #leftOf(transaction: Transaction) {
    const { status } = transaction
    if (!isPayment(transaction)) {
      throw new ApProblem("AP1304")
    }
    if (status === "void" || status === "declined") {
      throw new ApProblem("AP1306", { message: `Cannot reverse transaction with status of ${status}` })
    }
    const left = transaction.cents - transaction.reversedCents
    if (!left) {
      throw new ApProblem("AP1300")
    }
    return left
  }

  #stateOf(transaction: Transaction, cents: number): ReversalState {
    const { switches } = this.world
    if (transaction.status !== "pending") {
      return "created"
    }
    if (transaction.batches) {
      return switches.refund_before_clearing === "queue" ? "queued" : "created"
    }
    if (cents === transaction.cents) {
      return "void"
    }
    return switches.partial_before_batch === "queue" ? "queued" : "partial_void"
  }

  #create(transaction: Transaction, reversal: Reversal, at: number) {
    const { transactions, webhooks, switches } = this.world
    reversal.state = "created"
    const refund = transactions.create(
      {
        id: reversal.id,
        type: "reversal",
        cents: reversal.cents,
        userId: transaction.userId,
        accountId: transaction.accountId,
        referenceId: reversal.referenceId ?? undefined,
        title: `Refund for ${transaction.title}`,
        reverses: transaction.id,
      },
      at
    )
    const message = {
      transaction: transactions.message(transaction),
      refundTransaction: [presentKnown(refund, switches.attributes_as)],
      queuedRefunds: queuedOf(this.of(transaction)),
    }
    webhooks.announce("transaction_refunded", message, at)
  }
}

const queuedOf = (reversals: Reversal[]): z.input<typeof RefundsAnswer>["queuedRefunds"] =>
  reversals.flatMap(({ id, referenceId, cents, state }) =>
    state === "queued" || state === "abandoned" ? [{ id, referenceId, amount: money(cents), status: state }] : []
  )

/** `POST /v2/reverseTransaction` and `GET /v2/transaction/{uuid}/refunds`. */
export const reversalOperations = (world: World): Operation[] => [
  {
    method: "post",
    path: "/reverseTransaction",
    token: "merchant",
    isIdempotent: true,
    act: ({ body, at }) => reverse(world, body, at),
  },
  {
    method: "get",
    path: "/transaction/:id/refunds",
    token: () => world.switches.refunds_token,
    act: ({ params, caller }) => {
      const { transactions, reversals, switches } = world
      if (!isUuid(params.id)) {
        throw missing("transactionUUID")
      }
      const transaction = transactions.get(params.id)
      if (!transaction || (caller && caller.id !== transaction.userId)) {
        throw new ApProblem("AP011")
      }
      const all = reversals.of(transaction)
      return {
        refunds: all.flatMap(({ id, state }) => {
          const refund = state === "created" ? transactions.get(id) : undefined
          return refund ? [presentKnown(refund, switches.attributes_as)] : []
        }),
        queuedRefunds: queuedOf(all),
      } satisfies z.input<typeof RefundsAnswer>
    },
  },
]

function reverse(world: World, body: unknown, at: number) {
  const { transactions, reversals, declines, switches } = world
  const { id, amount, uuid, referenceId } = read(ReverseRequest, body)
  if (uuid !== undefined && !isUuidV4(uuid)) {
    throw new ApProblem("AP314", { status: 400, message: "Improperly formatted parameters: uuid" })
  }
  const transaction = transactions.get(id)
  if (!transaction) {
    throw new ApProblem("AP316", { message: `Transaction ${id} not found` })
  }
  if (uuid !== undefined && reversals.isTaken(uuid.toLowerCase())) {
    throw new ApProblem("AP314", { message: `Transaction with uuid of ${uuid} already exists` })
  }
  declines.check("refund", { cents: amount?.amount, referenceId: referenceId ?? transaction.referenceId })
  const reversal = reversals.reverse(transaction, { cents: amount?.amount, id: uuid?.toLowerCase(), referenceId }, at)
  if (reversal.state === "queued") {
    const { userId, merchantId, accountId } = transaction
    return {
      refundTransaction: { userId, merchantId, userAccountId: accountId, amount: money(reversal.cents) },
      message: "Transaction queued for refund. Refund will process after transaction clears",
    } satisfies z.input<typeof ReverseAnswer>
  }
  const shown = reversal.state === "created" ? transactions.get(reversal.id)! : transaction
  const answer: z.input<typeof ReverseAnswer> = {
    refundTransaction: presentKnown(shown, switches.attributes_as),
    message:
      reversal.state === "created"
        ? `Refund transaction ${reversal.id} created for transaction ${transaction.id}`
        : "Transaction has been voided",
  }
  return reversal.state === "partial_void" ? assumed(answer) : answer
}
