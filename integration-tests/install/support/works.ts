import { mustSucceed, registerShopper } from "../../support/people"
import type { Merchant } from "./merchant"
import { makeCart } from "./people"
import type { People } from "./routes"

/** What each plugin is for, in the smallest form that no other answer could pass for. */
export const works: Record<string, (merchant: Merchant, people: People) => Promise<void>> = {
  core: async (merchant, { staff, storefront }) => {
    const cart = await makeCart(merchant, { staff, storefront })
    const { checks } = mustSucceed(await merchant.api().get(`/store/carts/${cart}/checks`).set(storefront))
    expect(checks.reasons).toBeInstanceOf(Array)
    mustSucceed(await merchant.api().get("/admin/audit-log").set(staff))
  },
  "age-verification": async (merchant, { staff, storefront }) => {
    const shopper = await registerShopper(() => merchant.api(), storefront)
    const mine = "/store/customers/me/age-verification"
    const before = mustSucceed(await merchant.api().get(mine).set(shopper.headers))
    expect(before).toMatchObject({ age_verification: null, minimum_age: 21 })
    const birth = { birth_date: "1985-05-05" }
    const asked = mustSucceed(await merchant.api().post(mine).set(shopper.headers).send(birth)).age_verification
    expect(asked.status).toBe("pending")
    const approve = `/admin/age-verifications/${asked.id}/approve`
    mustSucceed(await merchant.api().post(approve).set(staff).send({}))
    const after = mustSucceed(await merchant.api().get(mine).set(shopper.headers))
    expect(after.age_verification.status).toBe("approved")
    const cart = await makeCart(merchant, { staff, storefront })
    const { checks } = mustSucceed(await merchant.api().get(`/store/carts/${cart}/checks`).set(storefront))
    expect(checks.reasons.map(({ code }: { code: string }) => code)).toContain("age-verification.sign_in")
  },
  compliance: async (merchant, { staff, storefront }) => {
    const fields = "+variants.product_facts.*"
    mustSucceed(await merchant.api().get("/store/products").query({ fields }).set(storefront))
    const report = "/admin/compliance/product-facts/completeness"
    expect(mustSucceed(await merchant.api().get(report).set(staff)).summary).toBeDefined()
  },
  payments: async (merchant, { staff }) => {
    const { payment_providers } = mustSucceed(
      await merchant.api().get("/admin/payments/payment-providers").query({ limit: 100 }).set(staff)
    )
    expect(payment_providers.map(({ id }: { id: string }) => id)).toContain("pp_posabit_posabit")
  },
}
