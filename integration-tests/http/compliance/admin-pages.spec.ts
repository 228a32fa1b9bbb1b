import { httpSuite, mustSucceed, requiresChromium } from "../../support"
import { openBrowser, screenshot, signInToAdmin, type TestPage } from "../../support/browser"
import { callsOf } from "./calls"

requiresChromium("in a real Chromium", () => {
  httpSuite(
    "compliance-admin",
    (suite) => {
      const { plainProduct, saveFacts, get, audited } = callsOf(suite)
      let page: TestPage

      beforeAll(async () => {
        page = await openBrowser()
        await signInToAdmin(page, suite)
      })
      afterAll(() => page?.quit())
      beforeEach(() => void (page.problems.length = 0))

      const heading = (name: string) => page.getByRole("heading", { name, exact: true }).first()

      it("says that nothing is missing while nothing is", async () => {
        await page.goto(`${suite.url}/app/product-facts`)
        await page.getByText("Nothing is missing").waitFor()
        await page.getByText("Ready to sell").waitFor()
        await screenshot(page, "product-facts-empty")
        expect(page.problems).toEqual([])
      })

      it("leads from a variant that is not sold to its product, where staff give the facts", async () => {
        const { id, variant_id } = await plainProduct("Plain browser")
        await page.goto(`${suite.url}/app/product-facts`)
        await page.getByRole("row", { name: /Plain browser/ }).click()
        await page.waitForURL(`**/app/products/${id}`)
        await heading("Product facts").waitFor()
        await page.getByText("No facts yet: this variant is not sold.").waitFor()
        await screenshot(page, "product-facts-widget")

        await page.getByRole("button", { name: "Edit 1 g" }).click()
        await page.getByRole("combobox", { name: "Limit bucket" }).click()
        await page.getByRole("option", { name: "Infused solid" }).click()
        await page.getByLabel("Units per package").fill("ten")
        await page.getByRole("button", { name: "Save" }).click()
        await page.getByText("Units per package must be a number").waitFor()

        await page.getByLabel("Units per package").fill("10")
        await page.getByLabel("THC per unit (mg)").fill("10")
        await page.getByLabel("THC per package (mg)").fill("1000")
        await page.getByRole("button", { name: "Save" }).click()
        await page.getByText(/1000 mg is not 10 units of 10 mg/).waitFor()
        await screenshot(page, "product-facts-drawer")

        await page.getByLabel("THC per package (mg)").fill("100")
        await page.getByLabel("Reason for the change").fill("Read from the label")
        await page.getByRole("button", { name: "Save" }).click()
        await page.getByText("Missing: Route, Net weight (g)").waitFor()
        await screenshot(page, "product-facts-saved")

        const { product_facts } = mustSucceed(await get(`/admin/compliance/product-facts/${variant_id}`))
        expect(product_facts).toMatchObject({ limit_bucket: "edible_solid", units_per_package: 10, total_thc_mg: 100 })
        expect(await audited(variant_id)).toEqual([expect.objectContaining({ why: "Read from the label" })])
        expect(page.problems).toEqual([])
      })

      it("shows label facts that are recommended when asked to", async () => {
        const { variant_id } = await plainProduct("Plain label")
        const known = { limit_bucket: "otherwise_taken", route: "otherwise", units_per_package: 1 }
        mustSucceed(await saveFacts(variant_id, { ...known, thc_mg_per_unit: 5, total_thc_mg: 5 }))
        await page.goto(`${suite.url}/app/product-facts`)
        await heading("Product facts").waitFor()
        expect(await page.getByRole("row", { name: /Plain label/ }).count()).toBe(0)

        await page.getByRole("switch", { name: "Also variants that lack label facts" }).click()
        await page.getByRole("row", { name: /Plain label.*Brand, Producer licence/ }).waitFor()
        expect(page.problems).toEqual([])
      })

      it("says so when the report cannot be loaded, and tries again", async () => {
        await page.route("**/product-facts/completeness*", (route) =>
          route.fulfill({ status: 400, json: { message: "Out of order" } })
        )
        await page.goto(`${suite.url}/app/product-facts`)
        await page.getByText(/The report could not be loaded: Out of order/).waitFor()
        await page.unroute("**/product-facts/completeness*")
        await page.getByRole("button", { name: "Try again" }).click()
        await page.getByText("Ready to sell").waitFor()
      })
    },
    { admin: true }
  )
})
