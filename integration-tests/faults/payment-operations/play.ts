import type { HttpSuite } from "../../support"
import { booksOf, expectAgreement, heal, Seller, type Sale, type Till } from "../../support/payment-matrix"
import type { Random } from "../../support/random"

type Played = Sale & { seller: Seller; history: string[] }

/** What may go wrong with the next call of a service, once. */
const FAULTS: Record<string, unknown>[] = [
  { drop: "before" },
  { drop: "after" },
  { status: 500, body: { error: "Internal Server Error" } },
  { status: 503, body: "<html>Service Unavailable</html>" },
  { status: 200, body: '{"half": ' },
  { delay_ms: 1_200, delay_at: "after" },
]

/** Shoppers, staff and services at random, with random faults. */
export class Play {
  readonly sales: Played[] = []
  private readonly sellers: Seller[]
  /** Sales that something was done with since the books were last compared. */
  private readonly touched = new Set<Played>()

  constructor(
    private readonly suite: HttpSuite,
    private readonly random: Random,
    readonly tills: Till[]
  ) {
    this.sellers = tills.map((till) => new Seller(suite, till))
  }

  /** A sale with every till, while nothing is wrong: shoppers have their wallets from then on. */
  async open(): Promise<void> {
    for (const seller of this.sellers) {
      this.sales.push({ ...(await seller.ready()), seller, history: [] })
    }
  }

  async operate(): Promise<void> {
    const act = this.random.weighted<(sale: Played) => Promise<unknown>>([
      [20, (sale) => this.take(sale)],
      [18, (sale) => this.refund(sale)],
      [6, (sale) => this.note(sale, "cancel", sale.seller.cancelOrder(sale))],
      [8, (sale) => this.note(sale, "complete again", sale.seller.complete(sale))],
      [6, (sale) => this.note(sale, "capture", sale.seller.capture(sale))],
    ])
    const isSale = this.random.chance(0.2)
    const sale = isSale ? await this.ready() : this.random.pick(this.sales)
    if (!sale) {
      return
    }
    await this.perhapsFault(sale.seller.till)
    await (isSale ? this.note(sale, "complete", sale.seller.complete(sale)) : act(sale))
  }

  /** All that is open is settled, and every touched sale has the same money in all books. Returns those that have not. */
  async disagreements(): Promise<object[]> {
    for (const till of this.tills) {
      await heal(this.suite, till)
    }
    const wrong: object[] = []
    for (const sale of this.touched) {
      const books = await booksOf(this.suite, sale.seller.till, await sale.seller.look(sale))
      try {
        expectAgreement(books)
      } catch {
        wrong.push({ provider: sale.seller.till.provider, order: sale.orderId, ...books, history: sale.history })
      }
    }
    this.touched.clear()
    return wrong
  }

  /** Captured less refunded of all sales of a till, in cents, in each of the three books. */
  async net(till: Till) {
    const sums = { service: 0, ledger: 0, medusa: 0 }
    for (const sale of this.sales.filter(({ seller }) => seller.till === till)) {
      const { service, ledger, medusa } = await booksOf(this.suite, till, sale)
      sums.service += service.captured - service.refunded
      sums.ledger += ledger.captured - ledger.refunded
      sums.medusa += medusa.captured - medusa.refunded
    }
    return sums
  }

  /** A fault that no call has met yet may turn the shopper away before she owes anything. */
  private async ready(): Promise<Played | undefined> {
    const seller = this.random.pick(this.sellers)
    try {
      const sale = { ...(await seller.ready()), seller, history: [] }
      this.sales.push(sale)
      return sale
    } catch (error) {
      if (/payment-sessions answered 4\d\d/.test((error as Error).message)) {
        return undefined
      }
      throw error
    }
  }

  private async take(sale: Played) {
    if (sale.orderId) {
      await this.note(sale, "take", sale.seller.till.take(this.suite, sale))
    }
  }

  private async refund(sale: Played) {
    if ((await sale.seller.look(sale)).paymentId) {
      // Now and then more than there is.
      const share = this.random.pick([0.1, 0.25, 0.5, 1, 1, 1.5])
      await this.note(sale, `refund ${share}`, sale.seller.refund(sale, share))
    }
  }

  private async perhapsFault({ service }: Till) {
    if (this.random.chance(0.3)) {
      await this.suite.sandbox.call("POST", "/__sim/faults", { service, ...this.random.pick(FAULTS) })
    }
  }

  /** An operation may be refused; it may not break. */
  private async note(sale: Played, what: string, work: Promise<unknown>) {
    this.touched.add(sale)
    const answer = (await work.catch((error: Error) => ({ status: error.message }))) as { status?: number | string }
    sale.history.push(`${what}: ${answer?.status ?? "done"}`)
    expect({ what, status: answer?.status, history: sale.history }).not.toMatchObject({ status: 500 })
  }
}
