import { Shelf } from "../frame/shelf"
import { nextBatchAfter } from "./calendar"
import { isPayment, type Transaction } from "./transactions"
import type { World } from "./world"

/** What the customer has to answer an instant payment. */
const RTP_WINDOW_MS = 15 * 60_000
/** Of payouts and reversals: they settle in two to three bank days. */
const OTHERS_CLEAR_AFTER = 2

export type Batch = { id: number; at: number }

/** Bank days: what is pending is batched at 03:00 in Chicago, and cleared some batches later. */
export class Settlement {
  #batches: Shelf<Batch>
  /** The next batch, and since when that is known. */
  #next: { from: number; at: number } | undefined

  constructor(
    private readonly world: World,
    kept: number
  ) {
    this.#batches = new Shelf(kept)
  }

  /** Something is pending: makes sure that the next batch will come, also after the clock was set back. */
  expect(at: number) {
    if (this.#next && at >= this.#next.from && at < this.#next.at) {
      return
    }
    const next = { from: at, at: nextBatchAfter(at) }
    if (!this.#next || next.at < this.#next.at) {
      this.#next = next
      this.world.agenda.add(next.at, (due) => {
        // Unless an earlier one took its place.
        if (due === this.#next?.at) {
          this.#next = undefined
          this.runBatch(due)
        }
      })
    }
  }

  runBatch(at: number): Batch {
    const batch = this.#open(at)
    const pending = this.world.transactions.shelf
      .newestFirst()
      .filter(({ status, isAwaited }) => status === "pending" && !isAwaited)
      .reverse()
    pending.filter(({ createdAt }) => createdAt < at).forEach((transaction) => this.#advance(transaction, batch))
    if (pending.some(({ status }) => status === "pending")) {
      this.expect(at)
    }
    return batch
  }

  /** Clears one transaction without waiting for bank days. */
  settle(transaction: Transaction, at: number) {
    if (transaction.status === "pending") {
      transaction.isAwaited = false
      transaction.batchId ??= this.#open(at).id
      this.#clear(transaction, at)
    }
  }

  /** An instant payment that nobody approves in time is declined. */
  await(transaction: Transaction, at: number) {
    this.world.agenda.add(at + RTP_WINDOW_MS, (then) => {
      if (transaction.isAwaited) {
        this.world.transactions.decline(transaction, undefined, then)
      }
    })
  }

  get shelf() {
    return this.#batches
  }

  reset() {
    this.#batches.clear()
    this.#next = undefined
  }

  #open(at: number): Batch {
    const batch = { id: this.world.ids.number("batch"), at }
    this.#batches.put(batch.id, batch)
    return batch
  }

  #advance(transaction: Transaction, batch: Batch) {
    transaction.batchId ??= batch.id
    transaction.batches++
    const needed = isPayment(transaction) ? this.world.switches.clears_after_batches : OTHERS_CLEAR_AFTER
    if (transaction.batches >= needed) {
      this.#clear(transaction, batch.at)
    }
  }

  #clear(transaction: Transaction, at: number) {
    Object.assign(transaction, { status: "processed", modifiedAt: at })
    this.world.reversals.release(transaction, at)
  }
}
