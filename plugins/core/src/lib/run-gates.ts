import type { GateAnswer, GateFacts, GatePoint, GateResult } from "../types"
import { runtime } from "./runtime"

export const gatesAt = (point: GatePoint) => runtime.gates.get(point) ?? []

/**
 * Runs every check of a point, without effect. A check that throws stops the sale with its own error: a rule that
 * cannot be evaluated must not let anything through.
 */
export async function runGates(point: GatePoint, facts: GateFacts): Promise<GateResult> {
  const answers: GateAnswer[] = []
  for (const gate of gatesAt(point)) {
    const verdict = await gate.check(facts)
    if (verdict.outcome !== "allow") {
      const severity = verdict.outcome
      answers.push(...verdict.reasons.map((reason) => ({ ...reason, gate: gate.name, severity })))
    }
  }
  return { allowed: !answers.some(({ severity }) => severity === "block"), reasons: answers }
}
