import { requireBuilt } from "../plugins"
import type { HttpSuite } from "../suite"
import type { Till } from "./till"

const LATER_MS = 15 * 60_000

/**
 * The services are well again, and time goes by: what jobs and recoveries settle is settled. Sales from before `since`
 * are left in peace: some services are asked for weeks whether a payment came back.
 */
export async function heal(suite: HttpSuite, till: Till, since = new Date(0)): Promise<void> {
  await suite.sandbox.call("DELETE", "/__sim/faults")
  // What the service had not yet begun when nobody waited any more, it does now.
  await suite.sandbox.call("POST", "/__sim/clock", { advance_seconds: 3 })
  requireBuilt("core", "lib/outbound-policy").closeBreakers()
  // Twice: the second round sees what the first one set off.
  for (let round = 0; round < 2; round++) {
    await comeDue(suite)
    await suite.runJob("core-exchange")
    await suite.settle()
    await recover(suite)
    await till.comeDue?.(suite, since)
    for (const job of till.jobs) {
      await suite.runJob(job)
    }
    await suite.settle()
  }
}

/** Messages that failed and wait for their next try need not wait. */
async function comeDue(suite: HttpSuite): Promise<void> {
  await suite.db().query("UPDATE core_outbox_message SET next_attempt_at = now() WHERE state = 'pending'")
  await suite.db().query("UPDATE core_inbox_message SET next_attempt_at = now() WHERE state = 'received'")
}

/** Every recovery of the payments, as if it were a quarter of an hour later. */
async function recover(suite: HttpSuite): Promise<void> {
  const now = new Date(Date.now() + LATER_MS)
  const { recoveries } = (globalThis as any)[Symbol.for("rise-via.core.runtime")]
  for (const [name, { find, repair }] of recoveries) {
    if (!name.startsWith("payments.") && name !== "core.attempts") {
      continue
    }
    for (const item of await find(suite.container(), now)) {
      await repair(item, suite.container(), now)
    }
  }
}
