import type { MedusaContainer } from "@medusajs/framework/types"
import type PaymentsHypurModuleService from "../../modules/payments_hypur/service"
import { PAYMENTS_HYPUR_MODULE } from "../module-names"

/** Hypur's requests, from the application's container. The provider takes them from its own. */
export const hypurService = (container: MedusaContainer) =>
  container.resolve<PaymentsHypurModuleService>(PAYMENTS_HYPUR_MODULE)
