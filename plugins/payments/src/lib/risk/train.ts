import { Worker } from "node:worker_threads"
import { RISK_FEATURE_NAMES } from "./features"
import {
  bestThreshold,
  guessesOf,
  metricsAt,
  scaleOf,
  splitByTime,
  standardised,
  type LabelledSale,
  type RiskModelMetrics,
  type RiskModelParameters,
} from "./model"

export type TrainedModel = { parameters: RiskModelParameters; metrics: RiskModelMetrics; held_out_count: number }

const STEPS = 300
const DEADLINE_MS = 5 * 60_000

/*
 * Descending takes seconds for many sales, which the event loop does not have. As text, because the same code runs from
 * the TypeScript source and from the built plugin, and a thread must be given a file or a text.
 */
const WORKER = `
const { parentPort, workerData } = require("node:worker_threads")
const { Matrix } = require(workerData.matrix)
const Regression = require(workerData.regression)
const { rows, labels, numSteps } = workerData
const X = new Matrix(rows)
const Y = Matrix.columnVector(labels)
// The library adds up the gradient of all rows, and its curvature grows with rows and columns.
const learningRate = 4 / (X.rows * X.columns)
const model = new (Regression.default ?? Regression)({ numSteps, learningRate })
model.train(X, Y)
// One classifier a class; the first tells class 0 (good) from the rest.
parentPort.postMessage(model.classifiers[0].weights.to1DArray())
`

/**
 * Learns from the oldest three fifths of sales, chooses its threshold on the next, and is judged by the newest, of which
 * it has seen nothing. Runs in a thread of its own.
 */
export async function trainModel(newestFirst: LabelledSale[]): Promise<TrainedModel> {
  const { learn, tune, judge } = splitByTime([...newestFirst].reverse())
  const scale = scaleOf(learn, [...RISK_FEATURE_NAMES])
  const weights = await descend(
    learn.map(({ features }) => [...standardised(features, scale), 1]),
    learn.map(({ is_bad }) => (is_bad ? 1 : 0))
  )
  const parameters = { ...scale, weights: weights.slice(0, -1), bias: weights[weights.length - 1] }
  const threshold = bestThreshold(guessesOf(tune, parameters))
  return { parameters, metrics: metricsAt(threshold, guessesOf(judge, parameters)), held_out_count: judge.length }
}

function descend(rows: number[][], labels: number[]): Promise<number[]> {
  return new Promise((done, fail) => {
    const worker = new Worker(WORKER, {
      eval: true,
      workerData: {
        rows,
        labels,
        numSteps: STEPS,
        matrix: require.resolve("ml-matrix"),
        regression: require.resolve("ml-logistic-regression"),
      },
    })
    const deadline = setTimeout(() => {
      fail(new Error("Training took too long"))
      void worker.terminate()
    }, DEADLINE_MS)
    worker.once("message", done)
    worker.once("error", fail)
    worker.once("exit", (code) => {
      clearTimeout(deadline)
      fail(new Error(`Training ended without a result (${code})`)) // too late to matter after a message
    })
  })
}
