import type { MedusaContainer } from "@medusajs/framework/types"
import { CORE_AUDIT_MODULE } from "../lib/audit-module"
import type CoreAuditModuleService from "../modules/core_audit/service"

/** Hourly, so that a shop that is switched off at night gets its partitions too. */
export default async function auditPartitionsJob(container: MedusaContainer) {
  await container.resolve<CoreAuditModuleService>(CORE_AUDIT_MODULE).ensurePartitions()
}

export const config = {
  name: "core-audit-partitions",
  schedule: "7 * * * *",
}
