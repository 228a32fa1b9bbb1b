import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

type Counts = { passed: number; failed: number; skipped: number; suites: number }
type Results = {
  readResults: (path: string, exitCode: number) => Counts
  refusals: (total: Counts, env: Record<string, string>) => string[]
}

describe("what a test run counts", () => {
  let results: Results
  let folder: string

  beforeAll(async () => {
    results = (await import("../runner/results.mjs" as string)) as Results
    folder = mkdtempSync(join(tmpdir(), "rise-via-results-"))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function report(counts: Record<string, number>): string {
    const path = join(folder, "report.json")
    const none = {
      numPassedTests: 0,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    }
    writeFileSync(path, JSON.stringify({ ...none, numTotalTestSuites: 1, ...counts }))
    return path
  }

  it("counts a file that could not be loaded as a failure", () => {
    const path = report({ numPassedTests: 3, numRuntimeErrorTestSuites: 1 })
    expect(results.readResults(path, 1)).toEqual({ passed: 3, failed: 1, skipped: 0, suites: 1 })
  })

  it("counts a bad exit as a failure although every test passed", () => {
    expect(results.readResults(report({ numPassedTests: 3 }), 1).failed).toBe(1)
    expect(results.readResults(report({ numPassedTests: 3 }), 0).failed).toBe(0)
  })

  it("counts a run without a report as a failure", () => {
    expect(results.readResults(join(folder, "none.json"), 0).failed).toBe(1)
  })

  it("refuses an empty run", () => {
    expect(results.refusals({ passed: 0, failed: 0, skipped: 4, suites: 1 }, {})).toHaveLength(1)
    expect(results.refusals({ passed: 1, failed: 0, skipped: 4, suites: 1 }, {})).toEqual([])
  })

  it.each(["REQUIRE_REDIS", "REQUIRE_CHROMIUM"])("refuses skipped tests where %s is set", (name) => {
    const total = { passed: 9, failed: 0, skipped: 1, suites: 1 }
    expect(results.refusals(total, { [name]: "1" })).toEqual([expect.stringContaining(name)])
    expect(results.refusals(total, { [name]: "0" })).toEqual([])
    expect(results.refusals({ ...total, skipped: 0 }, { [name]: "1" })).toEqual([])
  })
})
