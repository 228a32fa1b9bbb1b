import type { IFileModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { CORE_AUDIT_MODULE } from "../lib/audit-module"
import type CoreAuditModuleService from "../modules/core_audit/service"

/** Chains what was written since, and hands the heads of days that are over to the file module. */
export default async function sealAuditJob(container: MedusaContainer) {
  const service = container.resolve<CoreAuditModuleService>(CORE_AUDIT_MODULE)
  await service.seal()
  const files = container.resolve<IFileModuleService>(Modules.FILE, { allowUnregistered: true })
  if (files) {
    await service.exportHeads(files)
  }
}

export const config = {
  name: "core-seal-audit",
  schedule: "* * * * *",
}
