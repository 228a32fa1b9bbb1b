import { rateOf } from "../../ledger/success-rate"
import type { ProviderOffer } from "../availability"
import { chooseNext } from "../choose-next"
import { customerError, listCustomerErrors, registerCustomerErrors } from "../customer-errors"

const offer = (provider_id: string, more: Partial<ProviderOffer> = {}): ProviderOffer => ({
  provider_id,
  title: provider_id,
  pays: "now",
  needs: [],
  state: "available",
  reason: null,
  ...more,
})
const shop = offer("shop", { pays: "at_handover" })
const failed = { failed: 1, declined: 0 }

describe("the provider to try next", () => {
  it.each([
    ["another that takes the money now", [offer("a"), offer("b"), shop], { a: failed }, undefined, "b"],
    ["the same once more where there is no other", [offer("a"), shop], { a: failed }, undefined, "a"],
    ["the shop after two failures", [offer("a"), shop], { a: { failed: 2, declined: 0 } }, undefined, "shop"],
    ["the shop after a decline", [offer("a"), shop], { a: { failed: 0, declined: 1 } }, undefined, "shop"],
    ["none that is unavailable", [offer("a", { state: "unavailable" })], {}, undefined, undefined],
    ["the shopper's choice", [offer("a"), offer("b"), shop], {}, "shop", "shop"],
    ["nothing that said no, also when chosen", [offer("a")], { a: { failed: 0, declined: 1 } }, "a", undefined],
  ])("is %s", (_, offers, tries, wanted, expected) => {
    expect(chooseNext(offers, tries as never, wanted)?.provider_id).toBe(expected)
  })
})

describe("what shoppers are told", () => {
  it("is the service's own sentence where there is one, else that of the kind", () => {
    registerCustomerErrors("hypur", { SPEC1: { message: "Link it again.", retry: "relink" } })
    expect(customerError("declined", "SPEC1", "hypur")).toEqual({
      code: "payments.hypur.SPEC1",
      message: "Link it again.",
      retry: "relink",
    })
    expect(customerError("declined", "SPEC2", "hypur")).toMatchObject({ code: "payments.declined" })
    expect(listCustomerErrors(["hypur"]).map(({ code }) => code)).toContain("payments.hypur.SPEC1")
    expect(listCustomerErrors(["aeropay"]).map(({ code }) => code)).not.toContain("payments.hypur.SPEC1")
  })
})

describe("the success rate", () => {
  it("leaves out what is open, and is null where nothing is over", () => {
    const counts = { attempts: 10, succeeded: 6, declined: 2, failed: 1, open: 1 }
    expect(rateOf(counts)).toMatchObject({ success_rate: 0.6667, payable_success_rate: 0.8571 })
    expect(rateOf({ attempts: 1, succeeded: 0, declined: 0, failed: 0, open: 1 }).success_rate).toBeNull()
  })
})
