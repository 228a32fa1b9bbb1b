import type CoreExchangeModuleService from "../modules/core_exchange/service"
import type { Recovery } from "../types"
import { CORE_EXCHANGE_MODULE } from "./module-names"

/** Outbox and inbox messages that a dead process had claimed go back into their queues. */
export const claimRecovery: Recovery<string> = {
  name: "core.dead-claims",
  order: 0,
  find: async (container) => {
    await container.resolve<CoreExchangeModuleService>(CORE_EXCHANGE_MODULE).releaseDeadClaims()
    return []
  },
  repair: async () => undefined,
}
