import type { MedusaContainer } from "@medusajs/framework/types"
import type PaymentsAeropayModuleService from "../../modules/payments_aeropay/service"
import type { RiskReview } from "../../types/risk"
import { ledgerService } from "../ledger/ledger-service"
import { PAYMENTS_AEROPAY_MODULE, PAYMENTS_RISK_MODULE } from "../module-names"
import type { Desk } from "./desk"

export const aeropayService = (container: MedusaContainer) =>
  container.resolve<PaymentsAeropayModuleService>(PAYMENTS_AEROPAY_MODULE)

/** From the application's container; the provider makes its own of the payment module's. */
export const deskOf = (container: MedusaContainer): Desk => ({
  rows: aeropayService(container),
  ledger: ledgerService(container),
  risk: container.resolve<RiskReview>(PAYMENTS_RISK_MODULE, { allowUnregistered: true }),
})
