import { Shelf } from "../frame/shelf"
import { recovers } from "./declines"
import { centsOf } from "./money"
import type { Attributes } from "./schemas"
import { presentKnown } from "./transaction-answers"
import { REPUTATIONS, type User } from "./users"
import type { World } from "./world"

export type TransactionStatus = "pending" | "processed" | "void" | "declined" | "resolved"
export type TransactionType = "payment" | "payment+" | "payout" | "reversal"

export type Transaction = {
  id: string
  type: TransactionType
  status: TransactionStatus
  /** With the tip; less after partial voids. */
  cents: number
  tipCents: number
  userId: string
  accountId: number
  merchantId: number
  locationId: number
  referenceId?: string
  attributes?: Attributes
  title: string
  isRtp: boolean
  /** An instant payment that the customer has not answered yet. */
  isAwaited: boolean
  createdAt: number
  modifiedAt: number
  batchId: number | null
  /** Batches since it was made; the first one debits the bank. */
  batches: number
  returnCode?: string
  /** What the reversals so far, also queued ones, take of it. */
  reversedCents: number
  reversalIds: string[]
  /** Of a reversal: what it reverses. */
  reverses?: string
  preauthId?: string
}

export type NewTransactionInput = Pick<Transaction, "type" | "cents" | "userId" | "accountId"> &
  Partial<
    Pick<Transaction, "id" | "tipCents" | "referenceId" | "attributes" | "title" | "isRtp" | "reverses" | "preauthId">
  >

/** Every movement of money: payments, payouts and reversals, with what happens to them after they were answered. */
export class Transactions {
  #transactions: Shelf<Transaction>
  /** Newest last. What falls off the shelf goes from here too: `#ring` knows which one that is. */
  #byReference = new Map<string, Transaction[]>()
  #ring: Transaction[] = []
  #count = 0

  constructor(
    private readonly world: World,
    private readonly kept: number
  ) {
    this.#transactions = new Shelf(kept)
  }

  create(input: NewTransactionInput, at: number): Transaction {
    const { ids, credentials, settlement } = this.world
    const transaction: Transaction = {
      tipCents: 0,
      isRtp: false,
      title: "Online Transaction",
      ...input,
      id: input.id ?? ids.uuid("transaction"),
      status: "pending",
      merchantId: credentials.merchantId,
      locationId: credentials.locationId,
      isAwaited: Boolean(input.isRtp),
      createdAt: at,
      modifiedAt: at,
      batchId: null,
      batches: 0,
      reversedCents: 0,
      reversalIds: [],
    }
    this.#keep(transaction)
    settlement.expect(at)
    return transaction
  }

  /** Approved by Aeropay: tells so, and plans the return that was asked for. */
  approve(transaction: Transaction, at: number, returnCode = this.world.declines.returnCode(transaction)) {
    const { agenda, settlement, switches } = this.world
    transaction.isAwaited = false
    settlement.expect(at)
    this.#announce("transaction_completed", transaction, at)
    if (returnCode) {
      agenda.add(at + switches.return_after_ms, (then) => {
        this.decline(transaction, returnCode, then)
        if (recovers(transaction.referenceId)) {
          agenda.add(then + switches.return_after_ms, (later) => this.resolve(transaction, later))
        }
      })
    }
  }

  /**
   * The bank returned it. A payment's user is suspended, and refunds still queued are abandoned; if there were any and the
   * money was missing (R01), Aeropay calls it resolved and tells nobody. What a reversal took can be reversed again.
   */
  decline(transaction: Transaction, returnCode: string | undefined, at: number) {
    if (transaction.status !== "pending" && transaction.status !== "processed") {
      return
    }
    const { reversals, users, switches } = this.world
    Object.assign(transaction, { status: "declined", returnCode, isAwaited: false, modifiedAt: at })
    const original = transaction.reverses && this.get(transaction.reverses)
    if (original) {
      original.reversedCents -= transaction.cents
    }
    if (reversals.abandon(transaction) && returnCode === "R01") {
      transaction.status = "resolved"
      return
    }
    this.#announce("transaction_declined", transaction, at)
    const user = users.get(transaction.userId)
    if (user && returnCode && isPayment(transaction) && switches.suspend_on_return) {
      this.suspend(user, true, at)
    }
  }

  resolve(transaction: Transaction, at: number) {
    if (transaction.status !== "declined") {
      return
    }
    Object.assign(transaction, { status: "resolved", modifiedAt: at })
    this.#announce("transaction_resolved", transaction, at)
    const user = this.world.users.get(transaction.userId)
    if (user) {
      this.suspend(user, false, at)
    }
  }

  void(transaction: Transaction, at: number) {
    Object.assign(transaction, { status: "void", isAwaited: false, modifiedAt: at })
    this.#announce("transaction_voided", transaction, at)
  }

  /** Part of it is never debited. */
  reduce(transaction: Transaction, cents: number, at: number) {
    Object.assign(transaction, { cents: transaction.cents - cents, modifiedAt: at })
    this.#announce("transaction_voided", transaction, at)
  }

  suspend(user: User, isSuspended: boolean, at: number) {
    if (user.isSuspended !== isSuspended) {
      user.isSuspended = isSuspended
      this.world.webhooks.announce(isSuspended ? "user_suspended" : "user_active", { userId: user.id }, at)
    }
  }

  /** As webhooks carry it. */
  message(transaction: Transaction) {
    const reputation = this.world.users.get(transaction.userId)?.reputation
    return {
      ...presentKnown(transaction, this.world.switches.attributes_as),
      merchantUserReputation: reputation === undefined ? null : REPUTATIONS[reputation],
    }
  }

  get = (id: string) => this.#transactions.get(id.toLowerCase())

  /** Newest last. */
  withReference = (referenceId: string) => [...(this.#byReference.get(referenceId) ?? [])]

  get shelf() {
    return this.#transactions
  }

  reset() {
    this.#transactions.clear()
    this.#byReference.clear()
    this.#ring = []
    this.#count = 0
  }

  #keep(transaction: Transaction) {
    const place = this.#count++ % this.kept
    const dropped = this.#ring[place]
    if (dropped?.referenceId) {
      const others = this.#byReference.get(dropped.referenceId)!
      others.shift()
      if (!others.length) {
        this.#byReference.delete(dropped.referenceId)
      }
    }
    this.#ring[place] = transaction
    this.#transactions.put(transaction.id, transaction)
    const { referenceId } = transaction
    if (referenceId) {
      const others = this.#byReference.get(referenceId)
      if (others) {
        others.push(transaction)
      } else {
        this.#byReference.set(referenceId, [transaction])
      }
    }
  }

  #announce(
    topic: "transaction_completed" | "transaction_voided" | "transaction_declined" | "transaction_resolved",
    transaction: Transaction,
    at: number
  ) {
    this.world.webhooks.announce(topic, this.message(transaction), at)
  }
}

export const isPayment = ({ type }: Pick<Transaction, "type">) => type === "payment" || type === "payment+"

/** What the amount and the tip come to. The caller has checked them with each other. */
export const withTip = (cents: number, attributes: Attributes | undefined) => {
  const tipCents = attributes?.tip ? centsOf(attributes.tip.tipAmount) : 0
  return { cents: cents + tipCents, tipCents }
}
