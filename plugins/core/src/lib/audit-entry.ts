import type { AuditInput } from "../types"
import { storableText, toPlain } from "./audit-canonical"
import { macOf, type AuditKeys } from "./audit-crypto"

/** A row of `core_audit_entry` as it is written and read back. */
export type AuditEntryRow = {
  id: string
  created_at: Date
  actor_type: AuditInput["actor"]["type"]
  actor_id: string
  action: string
  subject_type: string
  subject_id: string
  before: unknown
  after: unknown
  why: string | null
  person_id: string | null
  personal_cipher: string | null
  digest: string
}

type Content = Omit<AuditEntryRow, "digest">

/** Everything of an input but its personal values. */
export function entryContent(id: string, at: Date, input: AuditInput): Content {
  return {
    id,
    created_at: at,
    actor_type: input.actor.type,
    actor_id: storableText(input.actor.id),
    action: storableText(input.action),
    subject_type: storableText(input.subject.type),
    subject_id: storableText(input.subject.id),
    before: input.before ? toPlain(input.before) : null,
    after: input.after ? toPlain(input.after) : null,
    why: input.why === undefined ? null : storableText(input.why),
    person_id: null,
    personal_cipher: null,
  }
}

/**
 * The digest covers the ciphertext of personal values and not the values: destroying a person's key leaves it whole.
 * It is keyed, so that a row made up or changed in SQL cannot be given a digest that fits, also before it is sealed.
 */
export function entryDigest(keys: AuditKeys, row: Content): string {
  return macOf(keys.entry, {
    id: row.id,
    created_at: row.created_at,
    actor_type: row.actor_type,
    actor_id: row.actor_id,
    action: row.action,
    subject_type: row.subject_type,
    subject_id: row.subject_id,
    before: row.before,
    after: row.after,
    why: row.why,
    person_id: row.person_id,
    personal_cipher: row.personal_cipher,
  })
}
