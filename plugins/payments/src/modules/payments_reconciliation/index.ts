import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { PAYMENTS_RECONCILIATION_MODULE } from "../../lib/reconciliation/module-name"
import checkOptions from "./loaders/check-options"
import PaymentsReconciliationModuleService from "./service"

export default Module(PAYMENTS_RECONCILIATION_MODULE, {
  service: PaymentsReconciliationModuleService,
  loaders: [checkOptions],
})
