import { states } from "@rise-via/jurisdictions"
import fc from "fast-check"
import type { CountedLine, LimitVerdict, Shopper } from ".."
import { fromBase } from ".."
import { ask, bought, concentrate, confirmed, drink, edible, flower, pieces, seltzer, vape } from "./shop"

const full = Object.values(states).flatMap(({ coverage, jurisdiction }) => (coverage === "full" ? [jurisdiction] : []))
const hundredths = (max: number) => fc.integer({ min: 1, max: max * 100 }).map((value) => value / 100)
const line: fc.Arbitrary<CountedLine> = fc.oneof(
  hundredths(30).map((grams) => flower(grams)),
  hundredths(8).map((grams) => concentrate(grams)),
  hundredths(10).map((grams) => vape(grams)),
  hundredths(500).map((mg) => edible(mg)),
  hundredths(700).map((ml) => drink(ml)),
  hundredths(100).map((mg) => seltzer(mg)),
  fc.integer({ min: 1, max: 6 }).map((count) => pieces("otherwise_taken", count))
)
const lines = fc
  .array(fc.tuple(line, fc.integer({ min: 1, max: 3 })), { maxLength: 5 })
  .map((pairs) => pairs.map(([one, quantity]) => ({ ...one, quantity })))
const shopper: fc.Arbitrary<Shopper> = fc.record({
  customer: fc.constantFrom("adult", "medical", "medical_caregiver"),
  residency: fc.constantFrom("resident", "nonresident", "unknown"),
  age: fc.option(fc.integer({ min: 18, max: 80 }), { nil: undefined }),
})
const scene = fc.record({
  state: fc.constantFrom(...full),
  sure: fc.boolean(),
  cart: lines,
  before: lines,
  who: shopper,
})
type Scene = { state: string; sure: boolean; cart: CountedLine[]; before: CountedLine[]; who: Shopper }

const verdictOf = ({ state, sure, cart, before, who }: Scene) =>
  ask(state, cart, {
    shopper: who,
    purchases: [bought("2026-11-22T19:00:00Z", ...before)],
    ...(sure ? { rules: confirmed(state) } : {}),
  })

const amounts = ({ buckets }: LimitVerdict) => buckets.map(({ used, in_cart, remaining }) => [used, in_cart, remaining])
const left = ({ buckets }: LimitVerdict) => buckets.map(({ remaining }) => remaining)
const codes = ({ reasons }: LimitVerdict) => [...new Set(reasons.map(({ code, bucket }) => `${code} ${bucket}`))].sort()
const single = (cart: CountedLine[]) =>
  cart.flatMap((one) => Array.from({ length: one.quantity }, () => ({ ...one, quantity: 1 })))
const holds = (check: (scene: Scene) => void) => fc.assert(fc.property(scene, check), { numRuns: 300 })

describe("for every state, shopper and cart", () => {
  it("neither splitting lines nor their order changes anything", () => {
    holds((one) => {
      const whole = verdictOf(one)
      const other = verdictOf({ ...one, cart: single(one.cart).reverse(), before: single(one.before).reverse() })
      expect(other.decision).toBe(whole.decision)
      expect(amounts(other)).toEqual(amounts(whole))
      expect(codes(other)).toEqual(codes(whole))
    })
  })

  it("an order split in two allows no more than the order in one", () => {
    holds((one) => {
      const [first, second] = [one.cart.slice(0, 2), one.cart.slice(2)]
      const firstIsSold = verdictOf({ ...one, cart: first }).decision === "allow"
      const secondIsSold = verdictOf({ ...one, cart: second, before: [...one.before, ...first] }).decision === "allow"
      const sold = verdictOf(one).decision === "allow"
      // The other way round there is one difference: a bucket that is full already does not stop other buckets.
      expect(sold && first.length > 0 && second.length > 0 ? firstIsSold && secondIsSold : true).toBe(true)
      expect(firstIsSold && secondIsSold ? sold : true).toBe(true)
    })
  })

  it("adding never raises what remains, and never turns block into allow", () => {
    fc.assert(
      fc.property(scene, line, (one, more) => {
        const [less, full] = [verdictOf(one), verdictOf({ ...one, cart: [...one.cart, more] })]
        left(full).forEach((amount, index) => expect(amount).toBeLessThanOrEqual(left(less)[index]))
        expect(less.decision === "block" ? full.decision : "block").toBe("block")
      }),
      { numRuns: 300 }
    )
  })

  it("what comes back is given back exactly", () => {
    holds((one) => {
      const returned = one.cart.map((sold) => ({ ...sold, returned: sold.quantity }))
      const after = verdictOf({ ...one, cart: [], before: [...one.before, ...returned] })
      expect(amounts(after)).toEqual(amounts(verdictOf({ ...one, cart: [] })))
    })
  })

  it("moving the cart into what was bought leaves the same", () => {
    holds((one) => {
      const sold = verdictOf({ ...one, cart: [], before: [...one.before, ...one.cart] })
      expect(left(sold)).toEqual(left(verdictOf(one)))
    })
  })

  it("answers in whole numbers that survive JSON", () => {
    holds((one) => {
      const verdict = verdictOf(one)
      for (const bucket of verdict.buckets) {
        for (const amount of [bucket.limit, bucket.used, bucket.in_cart, bucket.remaining]) {
          expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true)
        }
        expect(fromBase(bucket.remaining, bucket.legal.unit)).toMatch(/^\d+(\.\d{1,4})?$/)
      }
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
    })
  })

  it("is as exact as text: a tenth of a gram ten times is a gram", () => {
    expect(ask("NJ", [flower(0.1, 10), flower("27.35")]).buckets[0]).toMatchObject({
      in_cart: 28_350_000,
      remaining: 0,
    })
    expect(ask("NJ", [flower(0.1, 10), flower("27.35")]).decision).toBe("allow")
    expect(ask("NJ", [flower(0.1, 10), flower("27.350001")]).decision).toBe("block")
  })
})
