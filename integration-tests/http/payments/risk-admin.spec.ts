import { httpSuite, requiresChromium } from "../../support"
import { openBrowser, screenshot, signInToAdmin, type TestPage } from "../../support/browser"
import { shop } from "./risk/shop"

requiresChromium("in a real Chromium", () => {
  httpSuite(
    "payments-risk-admin",
    (suite) => {
      const { activate, assessmentsOf, inReview, offerManualPayment, paymentOf } = shop(suite)
      let page: TestPage

      beforeAll(async () => {
        await offerManualPayment()
        page = await openBrowser()
        await signInToAdmin(page, suite)
      })
      afterAll(() => page?.quit())
      beforeEach(() => void (page.problems.length = 0))

      it("says that nothing waits while nothing does, and so when the queue cannot be loaded", async () => {
        await page.goto(`${suite.url}/app/payments-risk`)
        await page.getByText("Nothing to review").waitFor()
        await screenshot(page, "payments-risk-empty")
        expect(page.problems).toEqual([])
        const path = "**/admin/payments/risk/assessments*"
        await page.route(path, (route) => route.fulfill({ status: 400, json: { message: "Out of order" } }))
        await page.reload()
        await page.getByText(/This could not be loaded: Out of order/).waitFor()
        await page.unroute(path)
        await page.getByRole("button", { name: "Try again" }).click()
        await page.getByText("Nothing to review").waitFor()
      })

      it("lets staff write rules, try them on past sales, and activate them with a reason", async () => {
        await page.goto(`${suite.url}/app/payments-risk/rules`)
        await page.getByText("The built-in rules decide").waitFor()
        await page.getByLabel("Name").first().fill("Summer")
        await page.getByLabel("Review from").fill("500")
        await page.getByRole("button", { name: "Save draft" }).click()
        await page
          .getByRole("alert")
          .getByText(/block_at/)
          .waitFor()
        await page.getByLabel("Review from").fill("40")
        await page.getByRole("button", { name: "Save draft" }).click()
        await page.getByText("Version 1: Summer").waitFor()
        // The editor is drawn anew with the saved draft, which alone can be activated; a click before that would be lost.
        await page.getByRole("button", { name: "Activate" }).waitFor()
        await page.getByRole("button", { name: "Try on past sales" }).click()
        await page.getByText(/There are no sales|would change/).waitFor()
        await screenshot(page, "payments-risk-rules")
        await page.getByRole("button", { name: "Activate" }).click()
        await page.getByLabel("Reason", { exact: true }).fill("Agreed on Monday")
        await page.getByRole("button", { name: "Activate" }).click()
        await page.getByText("Agreed on Monday").waitFor()
        const { rows } = await suite.db().query("SELECT version, state, review_at FROM payment_risk_rule_set")
        expect(rows).toEqual([{ version: 1, state: "active", review_at: 40 }])
        expect(page.problems).toEqual([])
      })

      it("shows why a sale waits, leads to its order, and takes the verdict", async () => {
        await activate(60)
        const { order, assessment } = await inReview()
        await page.goto(`${suite.url}/app/payments-risk`)
        await page.getByRole("row", { name: /The bill goes elsewhere/ }).click()
        await page.getByText("60 points").waitFor()
        await screenshot(page, "payments-risk-review")
        expect(await page.getByRole("link", { name: "Open order" }).getAttribute("href")).toContain(order.id)
        await page.getByRole("button", { name: "Reject and cancel the order" }).click()
        await page.getByLabel("Reason", { exact: true }).fill("The customer did not order")
        await page.getByRole("button", { name: "Reject and cancel the order" }).click()
        await page.getByText("Nothing to review").waitFor()
        await expect(assessmentsOf(assessment.cart_id)).resolves.toMatchObject([
          { review_state: "rejected", verdict_why: "The customer did not order" },
        ])
        expect((await paymentOf(order.id)).status).toBe("canceled")
        expect(page.problems).toEqual([])
      })

      it("tells how far the store is from a learned model", async () => {
        await page.goto(`${suite.url}/app/payments-risk/models`)
        await page.getByText(/of 500 known outcomes/).waitFor()
        await page.getByText("No model has been trained yet").waitFor()
        await page.getByRole("button", { name: "Train now" }).click()
        await page.getByText("Too few outcomes are known to learn from").waitFor()
        await screenshot(page, "payments-risk-models")
        expect(page.problems).toEqual([])
      })
    },
    { admin: true }
  )
})
