/** Never `personal_cipher`: personal values are handed out decrypted, on request, and that is audited. */
export const auditEntryFields = [
  "id",
  "created_at",
  "actor_type",
  "actor_id",
  "action",
  "subject_type",
  "subject_id",
  "before",
  "after",
  "why",
  "person_id",
  "digest",
]

export const retrieveTransformQueryConfig = {
  defaults: auditEntryFields,
  allowed: auditEntryFields,
  isList: false,
  entity: "core_audit_entry",
}

export const listTransformQueryConfig = { ...retrieveTransformQueryConfig, isList: true, defaultLimit: 20 }
