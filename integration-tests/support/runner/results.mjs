import { existsSync, readFileSync } from "node:fs"

export const nothing = () => ({ passed: 0, failed: 0, skipped: 0, suites: 0 })

/** Counts of one jest run. A file that could not even be loaded has no tests, but it is a failure. */
export function readResults(path, exitCode) {
  if (!existsSync(path)) {
    return { ...nothing(), failed: 1 }
  }
  const report = JSON.parse(readFileSync(path, "utf8"))
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites
  return {
    passed: report.numPassedTests,
    // An exit code without a failed test (a worker that died, a teardown that threw) must not pass unseen.
    failed: failed || (exitCode ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
    suites: report.numTotalTestSuites,
  }
}

export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  suites: a.suites + b.suites,
})

/** Why the run counts as failed although no test failed; empty when it does not. */
export function refusals(total, env) {
  const reasons = []
  if (!total.passed && !total.failed) {
    reasons.push("no test ran at all")
  }
  for (const name of ["REQUIRE_REDIS", "REQUIRE_CHROMIUM"]) {
    if (env[name] && env[name] !== "0" && total.skipped) {
      reasons.push(`tests were skipped although ${name} is set`)
    }
  }
  return reasons
}
