import "../../lib/requires-core"
import { Module } from "@medusajs/framework/utils"
import { AGE_VERIFICATION_MODULE } from "../../lib/module-name"
import checkOptionsLoader from "./loaders/check-options"
import AgeVerificationModuleService from "./service"

export { AGE_VERIFICATION_MODULE }

export default Module(AGE_VERIFICATION_MODULE, {
  service: AgeVerificationModuleService,
  loaders: [checkOptionsLoader],
})
