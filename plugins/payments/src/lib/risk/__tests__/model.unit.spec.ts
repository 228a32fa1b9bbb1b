import fc from "fast-check"
import { dryRun, type PastSale } from "../dry-run"
import { DEFAULT_RULES } from "../default-rules"
import { unknownFeatures } from "../features"
import {
  bestThreshold,
  metricsAt,
  probabilityOf,
  scaleOf,
  splitByTime,
  standardised,
  type LabelledSale,
} from "../model"
import { trainModel } from "../train"

/** Invented: the more attempts from a device, the more likely the sale was bad; the amount says nothing. */
function invented(count: number, seed: number): LabelledSale[] {
  let state = seed
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return Array.from({ length: count }, () => {
    const device_attempts_1h = Math.floor(random() * 10)
    const is_bad = random() < (device_attempts_1h >= 8 ? 0.85 : 0.03)
    const features = { ...unknownFeatures(), device_attempts_1h, amount_cents: Math.floor(random() * 10_000) }
    return { features, is_bad }
  })
}

describe("a learned model", () => {
  it("finds what it was not told, is judged by sales it has not seen, and says the same each time", async () => {
    const sales = invented(1_000, 7)
    const { parameters, metrics, held_out_count } = await trainModel(sales)
    expect(held_out_count).toBe(200)
    expect(metrics.precision).toBeGreaterThan(0.7)
    expect(metrics.recall).toBeGreaterThan(0.7)
    const weightOf = (name: (typeof parameters.features)[number]) =>
      parameters.weights[parameters.features.indexOf(name)]
    expect(weightOf("device_attempts_1h")).toBeGreaterThan(1)
    expect(Math.abs(weightOf("amount_cents"))).toBeLessThan(0.5)
    // What was never known weighs nothing.
    expect(weightOf("bank_bad_365d")).toBe(0)
    const again = await trainModel(sales)
    expect(again.parameters).toEqual(parameters)
  })

  it("does not choke on sales that were all good", async () => {
    const sales = invented(100, 3).map((sale) => ({ ...sale, is_bad: false }))
    const { parameters, metrics } = await trainModel(sales)
    expect(parameters.weights.every(Number.isFinite)).toBe(true)
    expect(metrics.recall).toBeNull()
  })

  it("takes what it does not know for the mean, and no value for more than ten deviations", () => {
    const sales = invented(200, 5)
    const scale = scaleOf(sales, ["amount_cents", "bank_bad_365d"])
    expect(standardised(unknownFeatures(), scale)).toEqual([0, 0])
    expect(standardised({ ...unknownFeatures(), amount_cents: 1e9 }, scale)[0]).toBe(10)
  })

  it("is between 0 and 1 sure, whatever it is asked", () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ noNaN: true, min: -50, max: 50 }), (amount_cents, weight) => {
        const model = {
          features: ["amount_cents" as const],
          means: [5_000],
          deviations: [100],
          weights: [weight],
          bias: 0,
        }
        const probability = probabilityOf({ ...unknownFeatures(), amount_cents }, model)
        expect(probability).toBeGreaterThanOrEqual(0)
        expect(probability).toBeLessThanOrEqual(1)
      })
    )
  })

  it("is split by time, so that nothing newer is learned from than it is judged by", () => {
    const { learn, tune, judge } = splitByTime(Array.from({ length: 10 }, (_, n) => n))
    expect([learn, tune, judge]).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7],
      [8, 9],
    ])
  })

  it("is counted right", () => {
    const guesses = [
      { probability: 0.9, is_bad: true },
      { probability: 0.8, is_bad: false },
      { probability: 0.6, is_bad: true },
      { probability: 0.1, is_bad: true },
      { probability: 0.1, is_bad: false },
    ]
    expect(metricsAt(0.5, guesses)).toEqual({
      threshold: 0.5,
      precision: 2 / 3,
      recall: 2 / 3,
      true_positives: 2,
      false_positives: 1,
      false_negatives: 1,
      true_negatives: 1,
    })
    expect(metricsAt(0.95, guesses).precision).toBeNull()
    expect(bestThreshold([{ probability: 0.2, is_bad: false }])).toBe(0.5)
    expect(bestThreshold(guesses)).toBe(0.05)
  })
})

describe("a dry run", () => {
  it("counts every sale once before and after, and lists those that change", () => {
    const sale = (values: Partial<PastSale>): PastSale => ({
      id: "prisk_1",
      order_id: "order_1",
      customer_id: "cus_1",
      amount_cents: 100,
      currency_code: "usd",
      score: 0,
      decision: "allow",
      assessed_at: new Date(0),
      features: unknownFeatures(),
      is_bad: null,
      ...values,
    })
    const returned = { ...unknownFeatures(), customer_returns_365d: 3 }
    const result = dryRun(
      [
        sale({}),
        sale({ id: "prisk_2", features: returned, is_bad: true }),
        sale({ id: "prisk_3", decision: "review" }),
      ],
      DEFAULT_RULES,
      null
    )
    expect(result).toMatchObject({
      sales_count: 3,
      was: { allow: 2, review: 1, block: 0 },
      would_be: { allow: 2, review: 0, block: 1 },
      bad_would_be: { allow: 0, review: 0, block: 1 },
    })
    expect(result.changes.map(({ id, would_be_decision }) => [id, would_be_decision])).toEqual([
      ["prisk_2", "block"],
      ["prisk_3", "allow"],
    ])
  })
})
