import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { PAYMENTS_RISK_MODULE } from "../../lib/module-names"
import checkOptions from "./loaders/check-options"
import PaymentsRiskModuleService from "./service"

export default Module(PAYMENTS_RISK_MODULE, { service: PaymentsRiskModuleService, loaders: [checkOptions] })
