import { Module } from "@medusajs/framework/utils"
import { CORE_AUDIT_MODULE } from "../../lib/audit-module"
import configure from "./loaders/configure"
import CoreAuditModuleService from "./service"

export { CORE_AUDIT_MODULE }

export default Module(CORE_AUDIT_MODULE, { service: CoreAuditModuleService, loaders: [configure] })
