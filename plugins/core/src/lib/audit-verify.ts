import { dayHash, GENESIS, headMac, sealHash, type AuditHeadFile, type HeadRow } from "./audit-chain"
import { sameMac, type AuditKeys } from "./audit-crypto"
import { entryDigest, type AuditEntryRow } from "./audit-entry"
import type { ExportedHeads } from "./audit-export"
import { daysUpTo, entryById, sealedRowsUpTo, unqueuedEntry, waitingRows, type SealedRow } from "./audit-verify-rows"
import type { Knex } from "./transaction"

export type AuditProblemKind =
  /** The content of a row is not what its digest was taken from. */
  | "edited"
  /** A digest or a link was rewritten: it does not carry the mark of AUDIT_KEY, or not that of its neighbour. */
  | "forged"
  /** A sealed row or a link in the middle is gone. */
  | "gap"
  /** Rows at the end are gone. */
  | "cut_tail"
  /** The record of the chain's length was changed or is gone. */
  | "head"
  /** The head of a day was changed or is gone. */
  | "day"
  /** A head kept outside tells another story than the chain. */
  | "exported_head"
  /** A row was taken out of the sealer's sight. */
  | "unqueued"

export type AuditProblem = { kind: AuditProblemKind; seq: number | null; entry_id: string | null; message: string }

export type AuditVerification = {
  ok: boolean
  /** Sealed rows that were walked. */
  checked: number
  /** Rows that wait for the sealer. Their content is checked; whether one of them was deleted cannot be told. */
  unsealed: number
  /** Heads from outside that were compared with the chain. */
  heads_checked: number
  /** Days whose exported head could not be found again. */
  missing_heads: string[]
  first_problem?: AuditProblem
}

/**
 * Walks the chain from its first link in constant memory and stops at the first thing that is wrong.
 *
 * The rows are fixed once written, so the walk needs no snapshot: it goes as far as the head said when it began, and
 * what is sealed meanwhile belongs to the next walk.
 */
export async function verifyChain(knex: Knex, keys: AuditKeys, outside: ExportedHeads): Promise<AuditVerification> {
  const result: AuditVerification = {
    ok: false,
    checked: 0,
    unsealed: 0,
    heads_checked: 0,
    missing_heads: outside.missing,
  }
  const first_problem =
    (await walkChain(knex, keys, outside.heads, result)) ??
    (await checkWaiting(knex, keys, result)) ??
    (await checkUnqueued(knex)) ??
    checkFiles(outside)
  return first_problem ? { ...result, first_problem } : { ...result, ok: true }
}

async function walkChain(knex: Knex, keys: AuditKeys, heads: AuditHeadFile[], result: AuditVerification) {
  // One statement, so that a sealer at work cannot come between.
  const { rows } = await knex.raw(
    `SELECT (SELECT max(seq) FROM core_audit_seal) AS last_seq, to_jsonb(h) AS head
     FROM (SELECT 1) AS one LEFT JOIN core_audit_head h ON h.id = 'head'`
  )
  const lastSeq: number = rows[0].last_seq ?? 0
  const head: HeadRow | null = rows[0].head

  const outside = [...heads].sort((a, b) => a.last_seq - b.last_seq)
  const forgedHead = outside.find((file) => !sameMac(dayHash(keys, file), file.hash))
  if (forgedHead) {
    return problem(
      "exported_head",
      forgedHead.last_seq,
      null,
      `The head of ${forgedHead.day} from outside does not carry the mark of AUDIT_KEY: the file was changed, or AUDIT_KEY is not the one the log was sealed with.`
    )
  }

  const days = daysUpTo(knex, lastSeq)
  let day = (await days.next()).value
  let dayBefore = { last_seq: 0, hash: GENESIS }
  let previous = GENESIS
  for await (const row of sealedRowsUpTo(knex, lastSeq)) {
    const broken = await checkLink(knex, keys, row, result.checked + 1, previous)
    if (broken) {
      return broken
    }
    previous = row.hash
    result.checked += 1

    if (day && day.last_seq <= row.seq) {
      const fits = day.last_seq === row.seq && day.first_seq === dayBefore.last_seq + 1
      if (
        !fits ||
        day.head_hash !== row.hash ||
        day.previous_hash !== dayBefore.hash ||
        !sameMac(dayHash(keys, day), day.hash)
      ) {
        return problem(
          "day",
          row.seq,
          null,
          `The head of ${day.day} does not fit the chain: it was changed, or the head of a day before it is gone.`
        )
      }
      dayBefore = day
      day = (await days.next()).value
    }
    while (outside[0]?.last_seq === row.seq) {
      const file = outside.shift()!
      result.heads_checked += 1
      if (file.head_hash !== row.hash) {
        return problem(
          "exported_head",
          row.seq,
          row.entry_id,
          `The head of ${file.day} kept outside names another last row than the chain: the chain was rewritten.`
        )
      }
    }
  }
  return checkEnd(keys, head, lastSeq, previous, dayBefore, outside[0])
}

/** One row of the chain, in its place. */
async function checkLink(knex: Knex, keys: AuditKeys, row: SealedRow, expected: number, previous: string) {
  const { seq, entry, entry_id } = row
  if (seq !== expected) {
    const missing = seq - 1 === expected ? `Link ${expected} is` : `Links ${expected} to ${seq - 1} are`
    return problem("gap", expected, null, `${missing} missing from the chain.`)
  }
  if (row.previous_hash !== previous || !sameMac(sealHash(keys, row), row.hash)) {
    return problem(
      "forged",
      seq,
      entry_id,
      `Link ${seq} (${entry_id}) does not carry the mark of AUDIT_KEY: it was rewritten, or AUDIT_KEY is not the one the log was sealed with.`
    )
  }
  if (!entry) {
    return (await entryById(knex, entry_id))
      ? problem(
          "edited",
          seq,
          entry_id,
          `Row ${seq} (${entry_id}) was changed after it was sealed: its time is another.`
        )
      : problem("gap", seq, entry_id, `Row ${seq} (${entry_id}) is missing: it was sealed, and it is gone.`)
  }
  if (isEdited(keys, entry)) {
    return problem(
      "edited",
      seq,
      entry_id,
      `Row ${seq} (${entry_id}) was changed after it was written: its content is not what its digest was taken from.`
    )
  }
  if (entry.digest !== row.entry_digest) {
    return problem(
      "forged",
      seq,
      entry_id,
      `Row ${seq} (${entry_id}) was changed and given a new digest: it is not the one that was sealed.`
    )
  }
}

/** The chain is whole as far as it goes; does it go far enough? */
function checkEnd(
  keys: AuditKeys,
  head: HeadRow | null,
  lastSeq: number,
  lastHash: string,
  lastDay: { last_seq: number; hash: string },
  outside: AuditHeadFile | undefined
) {
  if (outside) {
    return problem(
      "cut_tail",
      lastSeq + 1,
      null,
      `The end is cut off: the head of ${outside.day} kept outside counts ${outside.last_seq} rows, the chain ends at ${lastSeq}.`
    )
  }
  if (!head) {
    return lastSeq ? problem("head", lastSeq, null, "The record of the chain's length is gone.") : undefined
  }
  if (!sameMac(headMac(keys, head), head.mac)) {
    return problem(
      "head",
      lastSeq,
      null,
      "The record of the chain's length does not carry the mark of AUDIT_KEY: it was changed."
    )
  }
  if (head.seq > lastSeq) {
    return problem(
      "cut_tail",
      lastSeq + 1,
      null,
      `The end is cut off: ${head.seq} rows were sealed, the chain ends at ${lastSeq}.`
    )
  }
  if (head.seq < lastSeq || head.hash !== lastHash) {
    return problem(
      "head",
      lastSeq,
      null,
      `The record of the chain's length says ${head.seq}, the chain ends at ${lastSeq}: it was set back.`
    )
  }
  if (head.day_hash !== lastDay.hash || head.day_first_seq !== lastDay.last_seq + 1) {
    return problem("day", head.day_first_seq - 1, null, "The head of the day that was closed last is gone.")
  }
}

async function checkWaiting(knex: Knex, keys: AuditKeys, result: AuditVerification) {
  for await (const { entry_id, entry } of waitingRows(knex)) {
    if (!entry) {
      return problem("gap", null, entry_id, `Row ${entry_id} is missing: it waited for its seal, and it is gone.`)
    }
    if (isEdited(keys, entry)) {
      return problem(
        "edited",
        null,
        entry_id,
        `Row ${entry_id}, not yet sealed, was changed after it was written or was never written by the store.`
      )
    }
    result.unsealed += 1
  }
}

async function checkUnqueued(knex: Knex) {
  const id = await unqueuedEntry(knex)
  return (
    id &&
    problem(
      "unqueued",
      null,
      id,
      `Row ${id} has no seal and does not wait for one: its seal was deleted, or it was hidden from the sealer.`
    )
  )
}

function checkFiles({ unreadable: [day] }: ExportedHeads) {
  return day
    ? problem(
        "exported_head",
        null,
        null,
        `The exported head of ${day} is there and cannot be read: the file was changed.`
      )
    : undefined
}

const isEdited = (keys: AuditKeys, entry: AuditEntryRow) => !sameMac(entryDigest(keys, entry), entry.digest)

const problem = (
  kind: AuditProblemKind,
  seq: number | null,
  entry_id: string | null,
  message: string
): AuditProblem => ({
  kind,
  seq,
  entry_id,
  message,
})
