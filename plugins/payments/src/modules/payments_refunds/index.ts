import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { PAYMENTS_REFUNDS_MODULE } from "../../lib/module-names"
import PaymentsRefundsModuleService from "./service"

export default Module(PAYMENTS_REFUNDS_MODULE, { service: PaymentsRefundsModuleService })
