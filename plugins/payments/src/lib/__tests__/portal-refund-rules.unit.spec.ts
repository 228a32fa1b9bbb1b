import type { MedusaContainer } from "@medusajs/framework/types"
import type { PosabitRefundDTO } from "../../types"
import { reportAgainstRules } from "../portal-refund-rules"

const runGates = jest.fn()
const openCase = jest.fn()
jest.mock("@rise-via/core", () => ({
  ...jest.requireActual("@rise-via/core"),
  runGates: (...args: unknown[]) => runGates(...args),
  openCase: (...args: unknown[]) => openCase(...args),
}))

const container = { resolve: () => ({ spentSince: async () => 700 }) } as unknown as MedusaContainer
const refund = {
  id: "pbref_1",
  order_id: "order_1",
  reference: "PR-1",
  amount_cents: 5000,
  currency_code: "usd",
  reason: "Broken",
  recorded_by: "user_1",
} as PosabitRefundDTO

describe("a refund in the portal", () => {
  beforeEach(() => jest.clearAllMocks())

  it("is shown to the rules with everything they ask for", async () => {
    runGates.mockResolvedValue({ allowed: true, reasons: [] })
    await reportAgainstRules(container, refund, "pay_1")
    const [point, { extra }] = runGates.mock.calls[0]
    expect(point).toBe("refund")
    expect(extra).toEqual({
      payment_id: "pay_1",
      order_id: "order_1",
      provider_id: "pp_posabit_posabit",
      amount_cents: 5000,
      currency_code: "usd",
      actor: { type: "user", id: "user_1" },
      reason: "Broken",
      given_back_cents: 700,
    })
    expect(openCase).not.toHaveBeenCalled()
  })

  it("is a case when a rule would have stopped it: the money has left", async () => {
    const reason = { code: "payments.refund_above_limit", message: "Above the limit", gate: "x", severity: "block" }
    runGates.mockResolvedValue({ allowed: false, reasons: [reason] })
    await expect(reportAgainstRules(container, refund, "pay_1")).resolves.toBeUndefined()
    expect(openCase).toHaveBeenCalledWith(null, {
      kind: "payments.portal_refund_unapproved",
      key: "pbref_1",
      summary: "50.00 USD were given back in POSaBIT's portal (PR-1) against the shop's rules for refunds.",
      subject: { type: "order", id: "order_1" },
      details: { reasons: [{ code: reason.code, message: reason.message }], recorded_by: "user_1" },
    })
  })
})
