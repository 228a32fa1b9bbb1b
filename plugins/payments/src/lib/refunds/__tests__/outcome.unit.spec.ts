import { MedusaError } from "@medusajs/framework/utils"
import { outcomeInBooks, outcomeOfError } from "../outcome"

const entry = (outcome: string, minute: number, more: object = {}) =>
  ({
    id: `pent_${minute}`,
    kind: "refund",
    outcome,
    occurred_at: new Date(Date.UTC(2026, 2, 8, 12, minute)),
    code: null,
    provider_status: null,
    ...more,
  }) as never

describe("what became of a refund", () => {
  it.each([
    ["nothing while the books have not heard of it", [], undefined],
    ["nothing of notices", [entry("succeeded", 1, { kind: "notice" })], undefined],
    ["succeeded for good, whatever is told later", [entry("succeeded", 1), entry("failed", 2)], "succeeded"],
    ["succeeded as an undone capture", [entry("succeeded", 1, { kind: "void" })], "succeeded"],
    ["the last word otherwise", [entry("failed", 2), entry("pending", 3), entry("unknown", 1)], "pending"],
    ["unknown after a failure", [entry("failed", 1), entry("unknown", 2)], "unknown"],
    ["failed when declined", [entry("pending", 1), entry("declined", 2)], "failed"],
  ])("is %s", (_, entries, state) => {
    expect(outcomeInBooks(entries as never)?.state).toBe(state)
  })

  it("keeps the service's code", () => {
    expect(outcomeInBooks([entry("failed", 1, { code: "AP1302" })])).toEqual({ state: "failed", error: "AP1302" })
  })

  it.each([
    [new MedusaError(MedusaError.Types.NOT_ALLOWED, "no"), "failed"],
    [new MedusaError(MedusaError.Types.INVALID_DATA, "no"), "failed"],
    [new MedusaError(MedusaError.Types.CONFLICT, "?"), "unknown"],
    [new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "?"), "unknown"],
    [new Error("socket hang up"), "unknown"],
    [{}, "unknown"],
  ])("is after %s: %s", (error, state) => {
    expect(outcomeOfError(error).state).toBe(state)
  })
})
