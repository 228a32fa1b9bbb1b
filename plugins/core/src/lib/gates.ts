import type { Gate, GatePoint, GateReason, GateVerdict } from "../types"
import { claimHooks } from "./gate-hooks"
import { runtime } from "./runtime"

export const allow = (): GateVerdict => ({ outcome: "allow" })
export const warn = (...reasons: GateReason[]): GateVerdict => ({ outcome: "warn", reasons })
export const block = (...reasons: GateReason[]): GateVerdict => ({ outcome: "block", reasons })

/**
 * Adds a rule to one or several points of the sale. All checks of a point run and every reason comes back at once;
 * then the holds are taken in order, and released in reverse when the sale fails.
 *
 * @example
 * registerGate(["checkout", "order-change"], {
 *   name: "age-verification.confirmed",
 *   order: 20,
 *   check: ({ customer }) => (customer ? allow() : block({ code: "age-verification.sign_in", message: "Please sign in." })),
 * })
 */
export function registerGate(points: GatePoint | GatePoint[], gate: Gate) {
  for (const point of [points].flat()) {
    const gates = runtime.gates.get(point) ?? []
    if (gates.some(({ name }) => name === gate.name)) {
      throw new Error(`Gate "${gate.name}" is already registered at ${point}`)
    }
    runtime.gates.set(
      point,
      [...gates, gate].sort((a, b) => a.order - b.order)
    )
    claimHooks(point)
  }
}
