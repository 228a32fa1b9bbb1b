import { z } from "@medusajs/framework/zod"
import { macOf, type AuditKeys } from "./audit-crypto"

/** What the first link is chained to. */
export const GENESIS = "0".repeat(64)

export type SealRow = {
  seq: number
  entry_id: string
  entry_created_at: Date
  entry_digest: string
  previous_hash: string
  hash: string
}

export type HeadRow = { seq: number; hash: string; day: string; day_first_seq: number; day_hash: string; mac: string }

export type DayRow = {
  day: string
  first_seq: number
  last_seq: number
  count: number
  head_hash: string
  previous_hash: string
  hash: string
}

const HASH = z.string().regex(/^[0-9a-f]{64}$/)
const SEQ = z.number().int().min(1).max(2_147_483_647)

/** The head of a day as it is kept outside the database. */
export const AuditHeadFile = z.strictObject({
  kind: z.literal("rise-via-audit-head"),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  first_seq: SEQ,
  last_seq: SEQ,
  count: SEQ,
  head_hash: HASH,
  previous_hash: HASH,
  hash: HASH,
})
export type AuditHeadFile = z.infer<typeof AuditHeadFile>

export const sealHash = (
  keys: AuditKeys,
  { seq, entry_id, entry_created_at, entry_digest, previous_hash }: Omit<SealRow, "hash">
) => macOf(keys.chain, ["seal", seq, entry_id, entry_created_at, entry_digest, previous_hash])

export const dayHash = (
  keys: AuditKeys,
  { day, first_seq, last_seq, count, head_hash, previous_hash }: Omit<DayRow, "hash">
) => macOf(keys.chain, ["day", day, first_seq, last_seq, count, head_hash, previous_hash])

export const headMac = (keys: AuditKeys, { seq, hash, day, day_first_seq, day_hash }: Omit<HeadRow, "mac">) =>
  macOf(keys.chain, ["head", seq, hash, day, day_first_seq, day_hash])

/** UTC date, YYYY-MM-DD. */
export const utcDay = (at: Date) => at.toISOString().slice(0, 10)
