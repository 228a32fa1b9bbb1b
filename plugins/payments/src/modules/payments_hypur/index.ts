import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { PAYMENTS_HYPUR_MODULE } from "../../lib/module-names"
import checkOptions from "./loaders/check-options"
import PaymentsHypurModuleService from "./service"

export default Module(PAYMENTS_HYPUR_MODULE, { service: PaymentsHypurModuleService, loaders: [checkOptions] })
