import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { PAYMENTS_AEROPAY_MODULE } from "../../lib/module-names"
import checkOptions from "./loaders/check-options"
import PaymentsAeropayModuleService from "./service"

export default Module(PAYMENTS_AEROPAY_MODULE, { service: PaymentsAeropayModuleService, loaders: [checkOptions] })
