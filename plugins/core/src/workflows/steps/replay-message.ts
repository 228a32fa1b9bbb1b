import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { CORE_EXCHANGE_MODULE } from "../../lib/module-names"
import type CoreExchangeModuleService from "../../modules/core_exchange/service"
import type { ReplayKind } from "../../modules/core_exchange/staff-acts"
import type { AuditActor } from "../../types"

export type ReplayMessageInput = { kind: ReplayKind; id: string; actor: AuditActor }

export const replayMessageStepId = "core-replay-message"

/** Puts a message back into its queue; undo gives back the state it had. */
export const replayMessageStep = createStep(
  replayMessageStepId,
  async ({ kind, id, actor }: ReplayMessageInput, { container }) => {
    const exchange = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
    const before = await exchange.replay(kind, id, actor)
    return new StepResponse({ id }, { kind, id, before })
  },
  async (undo, { container }) => {
    if (undo) {
      const exchange = container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE)
      await exchange.undoReplay(undo.kind, undo.id, undo.before)
    }
  }
)
