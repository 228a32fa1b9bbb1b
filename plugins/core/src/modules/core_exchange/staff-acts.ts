import type { Context } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { audit } from "../../lib/audit"
import { clock } from "../../lib/clock"
import { transactionOf } from "../../lib/transaction"
import type { AuditActor } from "../../types"

export type ReplayKind = "outbox" | "inbox"

const QUEUES = {
  outbox: { table: "core_outbox_message", waiting: "pending", busy: "sending", name: "Outbox message" },
  inbox: { table: "core_inbox_message", waiting: "received", busy: "handling", name: "Inbox message" },
} as const

/**
 * Puts a message back into its queue with all its tries, whatever became of it: handlers are idempotent by contract.
 * One that somebody works on right now is left alone. Returns the state it had.
 */
export async function replay(kind: ReplayKind, id: string, actor: AuditActor, context: Context) {
  const { table, waiting, busy, name } = QUEUES[kind]
  const trx = transactionOf(context, "replay")
  const [before] = await trx(table)
    .select("state", "attempts", "next_attempt_at")
    .where({ id, deleted_at: null })
    .forUpdate()
  if (!before) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `${name} with id: ${id} was not found`)
  }
  if (before.state === busy) {
    throw new MedusaError(MedusaError.Types.CONFLICT, `${name} with id: ${id} is being worked on right now`)
  }
  await trx(table)
    .where({ id })
    .update({ state: waiting, attempts: 0, next_attempt_at: clock.now(), claimed_by: null, updated_at: trx.fn.now() })
  await audit(context, {
    actor,
    action: `core.${kind}_message_replayed`,
    subject: { type: table, id },
    before: { state: before.state, attempts: before.attempts },
    after: { state: waiting, attempts: 0 },
  })
  return before as { state: string; attempts: number; next_attempt_at: Date }
}

/** Gives a message the state it had before `replay`, unless somebody took it up meanwhile. */
export async function undoReplay(
  kind: ReplayKind,
  id: string,
  before: Awaited<ReturnType<typeof replay>>,
  context: Context
) {
  const { table, waiting } = QUEUES[kind]
  await transactionOf(context, "undoReplay")(table).where({ id, state: waiting }).update(before)
}

/** Closes a case with what staff decided. Closing it again changes nothing. */
export async function closeCase(id: string, note: string, actor: AuditActor, context: Context) {
  const trx = transactionOf(context, "closeCase")
  const [row] = await trx("core_case").select("state").where({ id, deleted_at: null }).forUpdate()
  if (!row) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Case with id: ${id} was not found`)
  }
  if (row.state === "closed") {
    return false
  }
  await trx("core_case")
    .where({ id })
    .update({ state: "closed", note, closed_by: actor.id, closed_at: clock.now(), updated_at: trx.fn.now() })
  await audit(context, { actor, action: "core.case_closed", subject: { type: "core_case", id }, after: { note } })
  return true
}

/** The undo of `closeCase`. */
export async function reopenCase(id: string, context: Context) {
  await transactionOf(
    context,
    "reopenCase"
  )("core_case")
    .where({ id })
    .update({ state: "open", note: null, closed_by: null, closed_at: null })
}
