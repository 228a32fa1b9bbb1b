import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import PosabitPaymentProviderService from "./service"

export default ModuleProvider(Modules.PAYMENT, { services: [PosabitPaymentProviderService] })
