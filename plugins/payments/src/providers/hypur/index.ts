import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import HypurPaymentProviderService from "./service"

export default ModuleProvider(Modules.PAYMENT, { services: [HypurPaymentProviderService] })
