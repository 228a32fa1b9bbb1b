import type { MedusaContainer } from "@medusajs/framework/types"
import type PaymentsReconciliationModuleService from "../../modules/payments_reconciliation/service"
import { PAYMENTS_RECONCILIATION_MODULE } from "./module-name"

export const reconciliationService = (container: MedusaContainer) =>
  container.resolve<PaymentsReconciliationModuleService>(PAYMENTS_RECONCILIATION_MODULE)
