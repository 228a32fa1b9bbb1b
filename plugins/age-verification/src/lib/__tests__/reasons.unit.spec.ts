import { ageReason } from "../reasons"

it.each(["sign_in", "required", "pending", "rejected", "underage", "expired"] as const)(
  "gives a stable code, a sentence and the minimum age for %s",
  (standing) => {
    const reason = ageReason(standing, 18)
    expect(reason.code).toBe(`age-verification.${standing}`)
    expect(reason.message).toMatch(/^[A-Z].*\.$/)
    expect(reason.facts).toEqual({ minimum_age: 18 })
  }
)

it("names the age that the shop was set to", () => {
  expect(ageReason("underage", 18).message).toContain("18")
})
