import { MedusaError } from "@medusajs/framework/utils"
import { deriveAuditKeys, type AuditKeys } from "./audit-crypto"

/**
 * The keys of the store that runs in this process. `audit()` is a plain function on the caller's transaction and has
 * no container to ask. On globalThis, because two copies of this package must share it; when several stores boot one
 * after another (tests), the last one wins.
 */
const KEY = Symbol.for("rise-via.core.audit")
const holder: { auditKey?: string; keys?: AuditKeys } = ((globalThis as any)[KEY] ??= {})

export function configureAudit(auditKey: string) {
  if (holder.auditKey !== auditKey) {
    Object.assign(holder, { auditKey, keys: deriveAuditKeys(auditKey) })
  }
}

export function auditKeys(): AuditKeys {
  if (!holder.keys) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      "The audit log has no key yet: core's module `core_audit` must be loaded before anything is audited"
    )
  }
  return holder.keys
}
