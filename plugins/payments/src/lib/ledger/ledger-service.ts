import type { MedusaContainer } from "@medusajs/framework/types"
import type PaymentsLedgerModuleService from "../../modules/payments_ledger/service"
import { PAYMENTS_LEDGER_MODULE } from "./module-name"

/** The books, from the application's container. Providers take them from their own (see `recordEntries`). */
export const ledgerService = (container: MedusaContainer) =>
  container.resolve<PaymentsLedgerModuleService>(PAYMENTS_LEDGER_MODULE)
