import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import AeropayPaymentProviderService from "./service"

export default ModuleProvider(Modules.PAYMENT, { services: [AeropayPaymentProviderService] })
