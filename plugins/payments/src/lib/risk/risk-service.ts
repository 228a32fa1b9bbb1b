import type { MedusaContainer } from "@medusajs/framework/types"
import type PaymentsRiskModuleService from "../../modules/payments_risk/service"
import { PAYMENTS_RISK_MODULE } from "../module-names"

export const riskService = (container: MedusaContainer) =>
  container.resolve<PaymentsRiskModuleService>(PAYMENTS_RISK_MODULE)
