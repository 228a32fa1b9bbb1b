import { generateEntityId, MedusaError } from "@medusajs/framework/utils"
import { canonicalJson, storableText, toPlain } from "./audit-canonical"
import { decrypt, encrypt, newPersonKey, unwrapPersonKey, type AuditKeys } from "./audit-crypto"
import type { AuditEntryRow } from "./audit-entry"
import type { Knex } from "./transaction"

type PersonKeyRow = { id: string; person_id: string; wrapped_key: string }

/** Personal values in clear, or `null` when the person was erased. */
export type PersonalValues = Record<string, unknown> | null

/** `<id of the key>.<ciphertext>`, bound to the entry: a value copied to another row does not open. */
export async function encryptPersonal(
  trx: Knex,
  keys: AuditKeys,
  entryId: string,
  { person_id, values }: { person_id: string; values: Record<string, unknown> }
) {
  const personId = storableText(person_id)
  const row = (await findKey(trx, personId)) ?? (await createKey(trx, keys, personId))
  const key = unwrapPersonKey(keys, row.wrapped_key, personId)
  const text = encrypt(key, Buffer.from(canonicalJson(values)), `${entryId}:${personId}`)
  return { person_id: personId, personal_cipher: `${row.id}.${text}` }
}

/** Opens the personal values of entries, by entry id. Keys are read once and never kept: erasing acts at once. */
export async function decryptPersonal(
  knex: Knex,
  keys: AuditKeys,
  entries: Pick<AuditEntryRow, "id" | "person_id" | "personal_cipher">[]
): Promise<Map<string, PersonalValues>> {
  const personal = entries.filter(({ personal_cipher }) => personal_cipher !== null)
  const keyIds = [...new Set(personal.map(({ personal_cipher }) => splitCipher(personal_cipher!).keyId))]
  const rows: PersonKeyRow[] = await knex("core_audit_person_key")
    .select("id", "person_id", "wrapped_key")
    .whereIn("id", keyIds)
  const byId = new Map(rows.map((row) => [row.id, row]))

  return new Map(
    personal.map(({ id, person_id, personal_cipher }) => {
      const { keyId, text } = splitCipher(personal_cipher!)
      const row = byId.get(keyId)
      return [id, row ? open(keys, row, text, id, person_id!) : null]
    })
  )
}

function open(keys: AuditKeys, row: PersonKeyRow, text: string, entryId: string, personId: string) {
  try {
    const key = unwrapPersonKey(keys, row.wrapped_key, personId)
    return toPlain(JSON.parse(decrypt(key, text, `${entryId}:${personId}`).toString())) as Record<string, unknown>
  } catch {
    // A key or a ciphertext that was changed in the database: our data is broken, which `verify` explains.
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      `The personal values of audit entry ${entryId} cannot be opened: they or their key were changed`
    )
  }
}

const findKey = (trx: Knex, personId: string): Promise<PersonKeyRow | undefined> =>
  trx("core_audit_person_key").select("id", "person_id", "wrapped_key").where({ person_id: personId }).first()

async function createKey(trx: Knex, keys: AuditKeys, personId: string): Promise<PersonKeyRow> {
  const { wrapped } = newPersonKey(keys, personId)
  await trx.raw(
    `INSERT INTO core_audit_person_key (id, person_id, wrapped_key) VALUES (?, ?, ?)
     ON CONFLICT (person_id) WHERE deleted_at IS NULL DO NOTHING`,
    [generateEntityId(undefined, "capk"), personId, wrapped]
  )
  // Read back: a transaction that ran beside us may have been first, and its key is the one that counts.
  const row = await findKey(trx, personId)
  if (!row) {
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      `The personal data of ${personId} is being erased right now; try again`
    )
  }
  return row
}

function splitCipher(cipher: string) {
  const dot = cipher.indexOf(".")
  return { keyId: cipher.slice(0, dot), text: cipher.slice(dot + 1) }
}
