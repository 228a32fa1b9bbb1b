import { container } from "@medusajs/framework"
import type { CaseInput, TransactionContext } from "../types"
import type CoreExchangeModuleService from "../modules/core_exchange/service"
import { CORE_EXCHANGE_MODULE } from "./module-names"

/**
 * Opens a case for staff, once for its kind and key. With a context that carries a transaction the case exists if and
 * only if the change does; with `null` it is written at once. Returns whether it is new.
 */
export async function openCase(context: TransactionContext | null, input: CaseInput): Promise<boolean> {
  const service = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
  return await service.openCase(
    input,
    context?.transactionManager ? { transactionManager: context.transactionManager } : {}
  )
}
