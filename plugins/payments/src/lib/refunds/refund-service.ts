import type { MedusaContainer } from "@medusajs/framework/types"
import type PaymentsRefundsModuleService from "../../modules/payments_refunds/service"
import { PAYMENTS_REFUNDS_MODULE } from "../module-names"

export const refundService = (container: MedusaContainer) =>
  container.resolve<PaymentsRefundsModuleService>(PAYMENTS_REFUNDS_MODULE)
