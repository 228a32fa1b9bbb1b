import type {
  GatePoint,
  Gate,
  InboxSource,
  NotificationDeclaration,
  OutboundService,
  OutboxHandler,
  OutboxHandlerOptions,
  PermissionDeclaration,
  PersonalDataSource,
  Recovery,
  RouteContract,
} from "../types"
import type { HookEntry } from "./hooks"

/** Everything plugins register with core. */
type Runtime = {
  hooks: Map<string, HookEntry[]>
  gates: Map<GatePoint, Gate[]>
  claimedPoints: Set<GatePoint>
  outboxHandlers: Map<string, { handle: OutboxHandler; options: OutboxHandlerOptions }>
  inboxSources: Map<string, InboxSource>
  outboundServices: Map<string, OutboundService>
  recoveries: Map<string, Recovery>
  personalData: Map<string, PersonalDataSource>
  permissions: Map<string, PermissionDeclaration>
  notifications: Map<string, NotificationDeclaration>
  /** By `METHOD /path`. */
  routes: Map<string, RouteContract>
  clockOffsetMs: number
}

// On globalThis, because two copies of this package in one process must still share what was registered.
const KEY = Symbol.for("rise-via.core.runtime")

export const runtime: Runtime = ((globalThis as any)[KEY] ??= {
  hooks: new Map(),
  gates: new Map(),
  claimedPoints: new Set(),
  outboxHandlers: new Map(),
  inboxSources: new Map(),
  outboundServices: new Map(),
  recoveries: new Map(),
  personalData: new Map(),
  permissions: new Map(),
  notifications: new Map(),
  routes: new Map(),
  clockOffsetMs: 0,
} satisfies Runtime)

/** Adds to a registry; a name that is taken stops the boot, because Medusa itself would stay silent. */
export function registerOnce<T>(registry: Map<string, T>, kind: string, name: string, value: T) {
  if (registry.has(name)) {
    throw new Error(`${kind} "${name}" is already registered`)
  }
  registry.set(name, value)
}
