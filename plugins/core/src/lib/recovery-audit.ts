import type { MedusaContainer } from "@medusajs/framework/types"
import type { AuditInput, RecoveryOutcome } from "../types"
import { CORE_AUDIT_MODULE } from "./audit-module"

/** A repair is a decision that an auditor may ask about. */
export async function recordRepair(
  container: MedusaContainer,
  recovery: string,
  { action, subject, why }: RecoveryOutcome
) {
  const auditLog = container.resolve<{ record(input: AuditInput): Promise<unknown> }>(CORE_AUDIT_MODULE)
  await auditLog.record({ actor: { type: "system", id: recovery }, action, subject, why })
}
