import fc from "fast-check"
import { shareOut, toCents, toMajorUnits } from "../money"

describe("toCents", () => {
  it("gives back the cents of every amount that has no more than two decimals", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_147_483_647 }), (cents) => {
        expect(toCents(toMajorUnits(cents))).toBe(cents)
        expect(toCents(Number(toMajorUnits(cents)))).toBe(cents)
      })
    )
  })

  it.each([0.005, 0.125, "41.4385", 99.999])("refuses %s, which no register can take", (amount) => {
    expect(() => toCents(amount)).toThrow("fraction of a cent")
  })

  it("takes 8.63999968 for the 8.64 that Medusa's single-precision tax rate made of it", () => {
    expect(toCents("8.63999968")).toBe(864)
  })

  it("refuses an amount that its column cannot hold", () => {
    expect(() => toCents(21_474_836.48)).toThrow("too large")
  })
})

describe("shareOut", () => {
  const parts = fc.record({
    total: fc.integer({ min: 0, max: 10_000_000 }),
    weights: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
  })

  it("loses and invents no cent, and stays within a cent of the exact share", () => {
    fc.assert(
      fc.property(parts, ({ total, weights }) => {
        const shares = shareOut(total, weights)
        const sum = weights.reduce((all, weight) => all + weight, 0)
        expect(shares.reduce((all, share) => all + share, 0)).toBe(total)
        shares.forEach((share, index) => {
          const exact = sum ? (total * weights[index]) / sum : total / weights.length
          expect(Math.abs(share - exact)).toBeLessThanOrEqual(1)
        })
      })
    )
  })
})
