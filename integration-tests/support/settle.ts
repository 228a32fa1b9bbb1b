import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Pool } from "pg"
import { until } from "./until"

const UNFINISHED = { $nin: ["not_started", "done", "reverted", "failed"] }

/** Rows that core will work on without anything else happening; a retry in the future is not one. */
const WORK_LEFT = `
  SELECT 'outbox ' || topic || ' ' || key AS what FROM core_outbox_message
   WHERE deleted_at IS NULL AND (state = 'sending' OR (state = 'pending' AND next_attempt_at <= now()))
  UNION ALL
  SELECT 'inbox ' || source || ' ' || dedupe_key FROM core_inbox_message
   WHERE deleted_at IS NULL AND (state = 'handling' OR (state = 'received' AND next_attempt_at <= now()))
  LIMIT 20`

/** What is still going on, in words; empty when all is quiet. */
async function goingOn(
  container: MedusaContainer | null,
  db: Pool,
  runningSubscribers: () => number
): Promise<string[]> {
  const busy: string[] = []
  if (runningSubscribers()) {
    busy.push(`${runningSubscribers()} event subscribers`)
  }
  const engine = container?.resolve(Modules.WORKFLOW_ENGINE)
  const executions = engine ? await engine.listWorkflowExecutions({ state: UNFINISHED } as any) : []
  busy.push(...executions.map(({ workflow_id, state }) => `workflow ${workflow_id} (${state})`))
  const { rows } = await db.query(WORK_LEFT)
  return [...busy, ...rows.map(({ what }) => what)]
}

/**
 * Waits until events, outbox, inbox and workflows are quiet, twice in a row: a workflow that has just ended may have set
 * off an event that starts the next one.
 */
export async function settle(
  container: MedusaContainer | null,
  db: Pool,
  runningSubscribers: () => number,
  deadlineMs = 30_000
): Promise<void> {
  let quiet = 0
  let last: string[] = []
  await until(
    "events, outbox, inbox and workflows to be quiet",
    async () => {
      last = await goingOn(container, db, runningSubscribers)
      quiet = last.length ? 0 : quiet + 1
      if (last.length) {
        throw new Error(`still going on: ${last.join(", ")}`)
      }
      return quiet >= 2
    },
    deadlineMs
  )
}
