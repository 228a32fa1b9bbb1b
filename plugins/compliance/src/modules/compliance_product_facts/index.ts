import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { COMPLIANCE_PRODUCT_FACTS_MODULE } from "../../lib/module-name"
import validateOptions from "./loaders/validate-options"
import ComplianceProductFactsModuleService from "./service"

export { COMPLIANCE_PRODUCT_FACTS_MODULE }

export default Module(COMPLIANCE_PRODUCT_FACTS_MODULE, {
  service: ComplianceProductFactsModuleService,
  loaders: [validateOptions],
})
