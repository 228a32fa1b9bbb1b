import { Module } from "@medusajs/framework/utils"
import { CORE_EXCHANGE_MODULE } from "../../lib/module-names"
import checkOptions from "./loaders/check-options"
import CoreExchangeModuleService from "./service"

export { CORE_EXCHANGE_MODULE }

export default Module(CORE_EXCHANGE_MODULE, { service: CoreExchangeModuleService, loaders: [checkOptions] })
