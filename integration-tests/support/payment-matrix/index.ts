import { sampleOf } from "../settings"
import type { HttpSuite } from "../suite"
import { type Books, booksOf } from "./books"
import { type FaultKind, faultKinds, type FaultRule } from "./faults"
import { heal } from "./heal"
import { Seller } from "./sell"
import type { Sale, Till } from "./till"

export { booksOf, type Books } from "./books"
export { faultKinds, MATRIX_ENV, type FaultKind, type FaultRule } from "./faults"
export { heal } from "./heal"
export { Seller } from "./sell"
export { cents, type Money, type Sale, type Till } from "./till"

/** One method of Medusa's payment contract, as staff or a storefront set it off. */
export type Method = {
  name: string
  /** The call of the service that goes wrong; `path` may hold `*`. */
  call: { method?: string; path: string }
  /** Up to the act. */
  arrange(seller: Seller): Promise<Sale>
  act(seller: Seller, sale: Sale): Promise<{ status: number; body: any }>
  /** Whether the money is where the act wants it; then it is not asked for again. */
  isDone(books: Books, sale: Sale): boolean
  /** More ways to go wrong than every call has, e.g. a decline. After `heal` and a repeat it must be done as well. */
  more?: FaultKind[]
  /** Asking twice asks for more, as with a partial refund; so it is not tried. */
  isAdditive?: boolean
}

/** What a storefront does: the cart becomes an order, and the money is held or promised. */
export const authorizing = (call: Method["call"], more?: FaultKind[]): Method => ({
  name: "authorize",
  call,
  arrange: (seller) => seller.ready(),
  act: (seller, sale) => seller.complete(sale),
  isDone: (_, sale) => !!sale.orderId,
  more,
})

export const capturing = (call: Method["call"], more?: FaultKind[]): Method => ({
  name: "capture",
  call,
  arrange: (seller) => seller.placed(),
  act: (seller, sale) => seller.capture(sale),
  isDone: ({ medusa }, sale) => medusa.captured === sale.cents,
  more,
})

export const refunding = (name: string, share: number, call: Method["call"], more?: FaultKind[]): Method => ({
  name,
  call,
  arrange: (seller) => seller.taken(),
  act: (seller, sale) => seller.refund(sale, share),
  isDone: ({ medusa }, sale) => medusa.refunded === Math.floor(sale.cents * share),
  more,
  isAdditive: share < 1,
})

export const canceling = (call: Method["call"], more?: FaultKind[]): Method => ({
  name: "cancel",
  call,
  arrange: (seller) => seller.placed(),
  act: (seller, sale) => seller.cancelOrder(sale),
  isDone: ({ service }) => service.holds === 0 && service.captured === service.refunded,
  more,
})

/** Every method against everything that may go wrong with its call (`npm test`: a third of it), and twice at once. */
export function paymentMatrix(suite: HttpSuite, till: Till, methods: Method[]) {
  const seller = new Seller(suite, till)
  let since = new Date()

  const go = async (method: Method, rules: FaultRule[], times = 1) => {
    since = new Date()
    const sale = await method.arrange(seller)
    for (const rule of rules) {
      await suite.sandbox.call("POST", "/__sim/faults", { service: till.service, ...rule })
    }
    const answers = await Promise.all(Array.from({ length: times }, () => method.act(seller, sale)))
    // Whatever the service does, it is not a fault of ours.
    expect(answers.map(({ status }) => status)).not.toContain(500)
    await settled(method, sale)
    return sale
  }

  /** All books agree when the services are well again; and what was not done can be done after all. */
  const settled = async (method: Method, sale: Sale) => {
    await heal(suite, till, since)
    const books = await booksOf(suite, till, await seller.look(sale))
    expectAgreement(books)
    if (method.isDone(books, sale)) {
      return
    }
    await method.act(seller, sale)
    await heal(suite, till, since)
    const after = await booksOf(suite, till, await seller.look(sale))
    expectAgreement(after)
    expect({ isDone: method.isDone(after, sale), ...after }).toMatchObject({ isDone: true })
  }

  afterEach(() => heal(suite, till, since))

  describe.each(methods.map((method, index) => ({ ...method, index })))("$name", (method) => {
    const rows = sampleOf([...faultKinds(method.call), ...(method.more ?? [])], method.index)
    it.each(rows)("$name", async ({ rules }) => {
      const sale = await go(method, rules)
      expect((await till.atService(suite, sale)).sales).toBeLessThanOrEqual(1)
    })

    if (!method.isAdditive) {
      it("asked for twice at once", async () => {
        const sale = await go(method, [], 2)
        expect((await till.atService(suite, sale)).sales).toBeLessThanOrEqual(1)
      })
    }
  })
}

/** The service, the ledger and Medusa say the same, and nobody is left in doubt. */
export function expectAgreement({ service, ledger, medusa }: Books) {
  expect({ captured: ledger.captured, refunded: ledger.refunded, unknown: ledger.unknown }).toEqual({
    captured: service.captured,
    refunded: service.refunded,
    unknown: 0,
  })
  expect(medusa.captured - medusa.refunded).toBe(service.captured - service.refunded)
}
