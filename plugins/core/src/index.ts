export { core, type CoreOptions } from "./config/core"
export { infrastructure, shop } from "./config/infrastructure"
export { optionProblems, parseOptions } from "./config/options"
export { demandReady } from "./config/requirements"
export { withRiseVia } from "./config/with-rise-via"
export { audit, erasePerson, verifyAudit } from "./lib/audit"
export { blankNumbers } from "./lib/blank-numbers"
export { openCase } from "./lib/cases"
export { clock } from "./lib/clock"
export { enqueue, registerOutboxHandler } from "./lib/enqueue"
export { errorHandler, GateBlockedError, PermanentFailure, TooManyRequestsError } from "./lib/errors"
export { loadCartFacts, loadOrderFacts } from "./lib/gate-facts"
export { passOrThrow } from "./lib/gate-hooks"
export { allow, block, registerGate, warn } from "./lib/gates"
export { onContextHook, onHook, type HookEntry } from "./lib/hooks"
export { registerInboxSource, sha256 } from "./lib/inbox"
export { outbound, registerOutboundService } from "./lib/outbound"
export { isServiceDown } from "./lib/outbound-policy"
export { registerRecovery } from "./lib/recovery"
export {
  declareNotification,
  declarePermissions,
  listNotifications,
  listPermissions,
  listPersonalDataSources,
  registerPersonalData,
} from "./lib/registries"
export { defineRoutes, ErrorAnswer, GateReasonAnswer, listRoutes, pageOf } from "./lib/route-contracts"
export { runGates } from "./lib/run-gates"
export { timeRange } from "./lib/time-range"
export * from "./types"
