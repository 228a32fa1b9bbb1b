import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { PAYMENTS_POSABIT_MODULE } from "../../lib/module-names"
import checkOptions from "./loaders/check-options"
import PaymentsPosabitModuleService from "./service"

export default Module(PAYMENTS_POSABIT_MODULE, { service: PaymentsPosabitModuleService, loaders: [checkOptions] })
