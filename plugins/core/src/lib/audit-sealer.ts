import { MedusaError } from "@medusajs/framework/utils"
import { dayHash, GENESIS, headMac, sealHash, utcDay, type DayRow, type HeadRow, type SealRow } from "./audit-chain"
import { sameMac, type AuditKeys } from "./audit-crypto"
import type { Knex } from "./transaction"

/**
 * Chains the oldest unsealed rows, at most `limit`, inside one transaction, and closes the day when it is over.
 * Returns how many were sealed; `undefined` when somebody else is sealing.
 *
 * - One at a time: the lock is the head's row lock, which ends with the transaction, also behind a pooler and after a
 *   crash.
 * - Nothing is skipped: ids and times say when a row was made, not when it was committed, so neither can tell what is
 *   left to do. The queue row is committed with the entry and leaves with the seal.
 * - The head says where to go on, and not the last seal that is there: a tail that was cut stays a gap.
 */
export async function sealBatch(trx: Knex, keys: AuditKeys, now: Date, limit: number): Promise<number | undefined> {
  const head = await lockHead(trx, keys, now)
  if (!head) {
    return undefined
  }
  const open = await closeDay(trx, keys, head, utcDay(now))

  const waiting: { position: number; entry_id: string; entry_created_at: Date; digest: string }[] = await trx(
    "core_audit_queue as q"
  )
    .join("core_audit_entry as e", (on: any) => on.on("e.id", "q.entry_id").andOn("e.created_at", "q.entry_created_at"))
    .select("q.position", "q.entry_id", "q.entry_created_at", "e.digest")
    .orderBy("q.position")
    .limit(limit)

  const seals: SealRow[] = []
  let { seq, hash } = open
  for (const { entry_id, entry_created_at, digest } of waiting) {
    seq += 1
    const link = { seq, entry_id, entry_created_at, entry_digest: digest, previous_hash: hash }
    hash = sealHash(keys, link)
    seals.push({ ...link, hash })
  }
  if (seals.length) {
    await trx("core_audit_seal").insert(seals)
    await trx("core_audit_queue")
      .whereIn(
        "position",
        waiting.map(({ position }) => position)
      )
      .delete()
  }
  await saveHead(trx, keys, head, { ...open, seq, hash })
  return seals.length
}

async function lockHead(trx: Knex, keys: AuditKeys, now: Date): Promise<HeadRow | undefined> {
  const first = { seq: 0, hash: GENESIS, day: utcDay(now), day_first_seq: 1, day_hash: GENESIS }
  await trx.raw(
    `INSERT INTO core_audit_head (id, seq, hash, day, day_first_seq, day_hash, mac)
     SELECT 'head', ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT FROM core_audit_seal) ON CONFLICT (id) DO NOTHING`,
    [first.seq, first.hash, first.day, first.day_first_seq, first.day_hash, headMac(keys, first)]
  )
  const head: HeadRow | undefined = await trx("core_audit_head").where({ id: "head" }).forUpdate().skipLocked().first()
  if (!head) {
    if (!(await trx("core_audit_head").where({ id: "head" }).first("id"))) {
      throw new MedusaError(
        MedusaError.Types.UNEXPECTED_STATE,
        "The head record of the audit log is gone; verify the log"
      )
    }
    return undefined
  }
  if (!sameMac(headMac(keys, head), head.mac)) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      "The head record of the audit log does not carry the mark of AUDIT_KEY: it was changed, or AUDIT_KEY is not the one it was sealed with. Nothing is sealed until this is settled"
    )
  }
  return head
}

/** Writes the head of the open day when another day has begun. A day without rows has no head. */
async function closeDay(trx: Knex, keys: AuditKeys, head: HeadRow, today: string): Promise<HeadRow> {
  if (today <= head.day) {
    return head
  }
  if (head.seq < head.day_first_seq) {
    return { ...head, day: today }
  }
  const day: Omit<DayRow, "hash"> = {
    day: head.day,
    first_seq: head.day_first_seq,
    last_seq: head.seq,
    count: head.seq - head.day_first_seq + 1,
    head_hash: head.hash,
    previous_hash: head.day_hash,
  }
  const hash = dayHash(keys, day)
  await trx("core_audit_day").insert({ ...day, hash })
  return { ...head, day: today, day_first_seq: head.seq + 1, day_hash: hash }
}

async function saveHead(
  trx: Knex,
  keys: AuditKeys,
  before: HeadRow,
  { seq, hash, day, day_first_seq, day_hash }: HeadRow
) {
  if (seq === before.seq && day === before.day) {
    return
  }
  const next = { seq, hash, day, day_first_seq, day_hash }
  await trx("core_audit_head")
    .where({ id: "head" })
    .update({ ...next, mac: headMac(keys, next), updated_at: trx.fn.now() })
}
