import type { MoneyState } from "../../../types"
import { compareWithMedusa } from "../compare-with-medusa"

const state = (more: Partial<MoneyState>): MoneyState => ({
  authorized_cents: 0,
  captured_cents: 4000,
  refunded_cents: 0,
  refund_pending_cents: 0,
  voided_cents: 0,
  returned_cents: 0,
  settled_cents: 0,
  unknown_count: 0,
  ...more,
})
const medusa = { captured_cents: 4000, refunded_cents: 0, currency_code: "usd" }
const entries = [{ currency_code: "usd", amount_cents: 4000 }]

describe("comparing the books with Medusa", () => {
  it("finds nothing where both agree, also on refunds that are queued or were made by a void", () => {
    expect(compareWithMedusa(state({}), medusa, entries)).toEqual([])
    const back = state({ refunded_cents: 500, refund_pending_cents: 300, voided_cents: 200 })
    expect(compareWithMedusa(back, { ...medusa, refunded_cents: 1000 }, entries)).toEqual([])
  })

  it("does not ask Medusa for what only banks and the service know", () => {
    expect(compareWithMedusa(state({ returned_cents: 4000, settled_cents: 100 }), medusa, entries)).toEqual([])
  })

  it("names both sides of a difference", () => {
    const found = compareWithMedusa(state({ refunded_cents: 100 }), { ...medusa, captured_cents: 3900 }, entries)
    expect(found).toMatchObject([
      { what: "captured", books_cents: 4000, medusa_cents: 3900 },
      { what: "given_back", books_cents: 100, medusa_cents: 0 },
    ])
    expect(found[0].message).toBe("The books say that 40.00 USD were captured, Medusa says 39.00 USD.")
  })

  it("names what cannot be: more given back than captured, another currency", () => {
    const overdrawn = compareWithMedusa(state({ refunded_cents: 4001 }), { ...medusa, refunded_cents: 4001 }, [
      ...entries,
      { currency_code: "cad", amount_cents: 5 },
    ])
    expect(overdrawn).toMatchObject([{ what: "overdrawn", books_cents: -1 }, { what: "currency" }])
  })
})
