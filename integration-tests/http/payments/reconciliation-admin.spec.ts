import { httpSuite, requiresChromium } from "../../support"
import { openBrowser, screenshot, signInToAdmin, type TestPage } from "../../support/browser"
import { lineOf, reportOf } from "./reconciliation-data"

requiresChromium("in a real Chromium", () => {
  httpSuite(
    "payments-reconciliation-admin",
    (suite) => {
      const { reports, reconciled, sales, differences } = reportOf(suite)
      let page: TestPage

      beforeAll(async () => {
        page = await openBrowser()
        await signInToAdmin(page, suite)
      })
      afterAll(() => page?.quit())
      beforeEach(() => void (page.problems.length = 0))

      const open = () => page.goto(`${suite.url}/app/payment-reconciliation`)

      it("says that nothing has happened while nothing has", async () => {
        await open()
        await page.getByText("No money has moved in the last 30 days.").waitFor()
        await page.getByText("Nothing was reconciled yet").waitFor()
        await screenshot(page, "reconciliation-empty")
        expect(page.problems).toEqual([])
      })

      it("reconciles at a button, shows how far it is, the days as a chart and what does not agree", async () => {
        reports([...(await sales("page", 12)), lineOf("stranger", 0)])
        await open()
        await page.getByRole("combobox", { name: "Payment service" }).click()
        await page.getByRole("option", { name: "hypur" }).click()
        await page.getByRole("button", { name: "Reconcile" }).click()
        await page.getByText("The reconciliation has begun").waitFor()
        await page.getByRole("row", { name: /hypur.*Done.*13 transactions compared/ }).waitFor()
        await page.getByRole("img", { name: "The last 30 days" }).getByText("Captured").waitFor()
        await page.getByRole("row", { name: /Missing here.*stranger000000/ }).waitFor()
        await screenshot(page, "reconciliation")
        expect(page.problems).toEqual([])
      })

      it("lets staff accept a difference with a reason", async () => {
        reports([lineOf("stranger", 1)])
        await reconciled()
        await open()
        // The chart pushes the rows down when its days have come; a click before that hits another one.
        await page.waitForLoadState("networkidle")
        await page.getByRole("row", { name: /stranger000001/ }).click()
        const accept = page.getByRole("button", { name: "Accept", exact: true })
        expect(await accept.isDisabled()).toBe(true)
        await page.getByLabel("Why it may stay as it is").fill("A test of the terminal")
        await screenshot(page, "reconciliation-difference")
        await accept.click()
        await page.getByText("Accepted", { exact: true }).first().waitFor()
        const [difference] = await differences("&reference=stranger000001")
        expect(difference).toMatchObject({ state: "accepted", note: "A test of the terminal" })
        expect(page.problems).toEqual([])
      })

      it("says so when it cannot be loaded, and tries again", async () => {
        await page.route("**/reconciliation/days*", (route) =>
          route.fulfill({ status: 400, json: { message: "Out of order" } })
        )
        await open()
        await page.getByText("The days could not be loaded: Out of order").waitFor()
        await page.unroute("**/reconciliation/days*")
        await page.getByRole("button", { name: "Try again" }).click()
        await page.getByRole("img", { name: "The last 30 days" }).waitFor()
      })
    },
    { admin: true }
  )
})
