import { httpSuite, requiresChromium } from "../../support"
import { openBrowser, screenshot, signInToAdmin, type TestPage } from "../../support/browser"
import { payAtRegister } from "../../support/register"
import { register } from "./register"

requiresChromium("in a real Chromium", () => {
  httpSuite(
    "payments: POSaBIT's admin pages",
    (suite) => {
      const { placedOrder, pushed, settled } = register(suite)
      let page: TestPage

      beforeAll(async () => {
        page = await openBrowser()
        await signInToAdmin(page, suite)
      })
      afterAll(() => page?.quit())
      beforeEach(() => void (page.problems.length = 0))

      it("previews the menu, imports it, and says what was done", async () => {
        await page.goto(`${suite.url}/app/posabit-menu`)
        await page.getByRole("heading", { name: "POSaBIT menu" }).first().waitFor()
        await page.getByText("The menu was not imported yet").waitFor()
        await screenshot(page, "posabit-menu-empty")

        await page.getByRole("button", { name: "Preview" }).click()
        await page.getByRole("row", { name: /Harbor Fog.*New/ }).waitFor()
        await screenshot(page, "posabit-menu-preview")

        await page.getByRole("button", { name: "Import", exact: true }).click()
        await page.getByRole("alertdialog").getByRole("button", { name: "Import" }).click()
        await page.getByText("Imported", { exact: true }).waitFor()
        await page.getByRole("row", { name: /Night Ferry Gummies.*New/ }).waitFor()
        await screenshot(page, "posabit-menu-imported")
        expect(page.problems).toEqual([])
      })

      it("records a refund that was made in the portal, on the order's page", async () => {
        const { order } = await placedOrder()
        await pushed(order.id)
        await payAtRegister(suite, order.id)
        await settled(order.id)
        await page.goto(`${suite.url}/app/orders/${order.id}`)
        await page.getByText("Refunds in POSaBIT's portal").waitFor()
        await page.getByRole("button", { name: "Record refund" }).click()
        await page.getByLabel("Reference in the portal").fill("PR-77")
        await page.getByLabel("Amount", { exact: true }).fill("1.50")
        await page.getByLabel("Reason", { exact: true }).fill("The jar was broken")
        await screenshot(page, "portal-refund-drawer")
        await page.getByRole("button", { name: "Record", exact: true }).click()
        await page.getByText("PR-77: The jar was broken").waitFor()
        await screenshot(page, "portal-refund-recorded")
        expect(page.problems).toEqual([])
      })
    },
    { admin: true }
  )
})
