import type { RiskFeatureName, RiskFeatures } from "./features"

/** A logistic regression over standardised features; one that is not known counts as the mean. */
export type RiskModelParameters = {
  features: RiskFeatureName[]
  means: number[]
  deviations: number[]
  /** One a feature. */
  weights: number[]
  bias: number
}

export type RiskModelMetrics = {
  threshold: number
  /** Of the sales that the model points at, the share that was bad; `null` when it pointed at none. */
  precision: number | null
  /** Of the bad sales, the share that the model points at; `null` when there was none. */
  recall: number | null
  true_positives: number
  false_positives: number
  false_negatives: number
  true_negatives: number
}

export type LabelledSale = { features: RiskFeatures; is_bad: boolean }

/** How likely the sale turns out bad, 0 to 1. */
export function probabilityOf(features: RiskFeatures, { weights, bias, ...model }: RiskModelParameters): number {
  const row = standardised(features, model)
  return sigmoid(row.reduce((sum, value, n) => sum + value * weights[n], bias))
}

/** What standardising needs, learned from the sales that the model learns from and from no others. */
export function scaleOf(sales: LabelledSale[], features: RiskFeatureName[]) {
  const columns = features.map((name) =>
    sales.map((sale) => sale.features[name]).filter((value): value is number => typeof value === "number")
  )
  const means = columns.map((values) => (values.length ? sumOf(values) / values.length : 0))
  const deviations = columns.map((values, n) => {
    const variance = values.length ? sumOf(values.map((value) => (value - means[n]) ** 2)) / values.length : 0
    // A feature that never changes says nothing: 1 leaves it at 0.
    return Math.sqrt(variance) || 1
  })
  return { features, means, deviations }
}

type Scale = ReturnType<typeof scaleOf>

/** Far from the mean is far enough: one absurd amount must not outweigh everything else. */
const MAX_DEVIATIONS = 10

export const standardised = (features: RiskFeatures, scale: Scale): number[] =>
  scale.features.map((name, n) => {
    const value = features[name]
    const z = typeof value === "number" ? (value - scale.means[n]) / scale.deviations[n] : 0
    return Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, z))
  })

/** Oldest first: a model is judged by sales that came after all that it learned from. */
export function splitByTime<T>(oldestFirst: T[]) {
  const learnUntil = Math.floor(oldestFirst.length * 0.6)
  const tuneUntil = Math.floor(oldestFirst.length * 0.8)
  return {
    learn: oldestFirst.slice(0, learnUntil),
    tune: oldestFirst.slice(learnUntil, tuneUntil),
    judge: oldestFirst.slice(tuneUntil),
  }
}

type Guess = { probability: number; is_bad: boolean }

export const guessesOf = (sales: LabelledSale[], model: RiskModelParameters): Guess[] =>
  sales.map(({ features, is_bad }) => ({ probability: probabilityOf(features, model), is_bad }))

export function metricsAt(threshold: number, guesses: Guess[]): RiskModelMetrics {
  const count = (isPointedAt: boolean, isBad: boolean) =>
    guesses.filter(({ probability, is_bad }) => probability >= threshold === isPointedAt && is_bad === isBad).length
  const [hit, falseAlarm, missed, right] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ]
  return {
    threshold,
    precision: hit + falseAlarm ? hit / (hit + falseAlarm) : null,
    recall: hit + missed ? hit / (hit + missed) : null,
    true_positives: hit,
    false_positives: falseAlarm,
    false_negatives: missed,
    true_negatives: right,
  }
}

/** The threshold with the best balance of precision and recall (F1); 0.5 where there is nothing bad to find. */
export function bestThreshold(guesses: Guess[]): number {
  const thresholds = Array.from({ length: 19 }, (_, n) => (n + 1) / 20)
  const balanceAt = (threshold: number) => {
    const { precision, recall } = metricsAt(threshold, guesses)
    return precision && recall ? (2 * precision * recall) / (precision + recall) : 0
  }
  return thresholds.reduce((best, threshold) => (balanceAt(threshold) > balanceAt(best) ? threshold : best), 0.5)
}

const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))
