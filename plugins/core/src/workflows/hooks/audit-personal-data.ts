import type CoreAuditModuleService from "../../modules/core_audit/service"
import { erasePerson } from "../../lib/audit"
import { CORE_AUDIT_MODULE } from "../../lib/audit-module"
import { registerPersonalData } from "../../lib/registries"

registerPersonalData({
  name: "core.audit-log",
  export: async (customerId, container) => {
    const entries = await container.resolve<CoreAuditModuleService>(CORE_AUDIT_MODULE).personalOf(customerId)
    return entries.length ? { entries } : null
  },
  erase: async (customerId, container) => {
    await erasePerson(container, customerId, "The customer's personal data was erased")
  },
})
