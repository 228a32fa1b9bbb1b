import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { CORE_EXCHANGE_MODULE } from "../../lib/module-names"
import type CoreExchangeModuleService from "../../modules/core_exchange/service"
import type { AuditActor } from "../../types"

export type CloseCaseInput = { id: string; note: string; actor: AuditActor }

export const closeCaseStepId = "core-close-case"

/** Closes a case; undo opens it again if this closed it. */
export const closeCaseStep = createStep(
  closeCaseStepId,
  async ({ id, note, actor }: CloseCaseInput, { container }) => {
    const exchange = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
    const closed = await exchange.closeCase(id, note, actor)
    return new StepResponse({ id }, closed ? id : undefined)
  },
  async (id, { container }) => {
    if (id) {
      await container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE).reopenCase(id)
    }
  }
)
