import { Module } from "@medusajs/framework/utils"
import { CORE_GATE_MODULE } from "../../lib/module-names"
import CoreGateModuleService from "./service"

export { CORE_GATE_MODULE }

export default Module(CORE_GATE_MODULE, { service: CoreGateModuleService })
