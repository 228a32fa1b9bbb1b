import type { Locator } from "playwright-core"
import { httpSuite, payAtRegister, requiresChromium } from "../support"
import { openBrowser, screenshot, signInToAdmin, type TestPage } from "../support/browser"

requiresChromium("in a real Chromium", () => {
  httpSuite(
    "admin",
    (suite) => {
      let page: TestPage

      beforeAll(async () => {
        const shopper = await suite.shopper()
        await suite.confirmAge(shopper)
        const { order } = await suite.cart({ shopper, complete: true })
        await payAtRegister(suite, order.id)
        await suite.settle()
        page = await openBrowser()
        await signInToAdmin(page, suite)
      })
      afterAll(() => page?.quit())

      it("lets staff in over http", async () => {
        expect(new URL(page.url()).pathname).toMatch(/^\/app\/(orders)?/)
      })

      /** Opens a page, waits for what a person looks for there, and keeps a picture whatever comes of it. */
      async function open(path: string, heading: RegExp, awaited: () => Locator) {
        page.problems.length = 0
        try {
          await page.goto(`${suite.url}${path}`)
          await page.getByRole("heading", { name: heading }).first().waitFor()
          await awaited().first().waitFor()
        } finally {
          await screenshot(page, path.split("/").pop()!)
        }
        expect(page.problems).toEqual([])
      }

      const rows = () => page.locator("table tbody tr")

      it("shows what was sent, what came in and what was called in the exchange", async () => {
        await open("/app/exchange", /exchange/i, rows)
        for (const tab of [/inbox/i, /calls/i]) {
          await page.getByRole("tab", { name: tab }).click()
          await page.getByRole("tab", { name: tab, selected: true }).waitFor()
          await rows().first().waitFor()
        }
        expect(page.problems).toEqual([])
      })

      it("shows the audit log and verifies it on request", async () => {
        await open("/app/audit-log", /audit log/i, rows)
        await page.getByRole("button", { name: /verify/i }).click()
        await page
          .getByText(/checked/i)
          .first()
          .waitFor()
        await screenshot(page, "audit-log-verified")
        expect(page.problems).toEqual([])
      })

      it("shows the age checks", () => open("/app/age-verifications", /age checks/i, rows))

      it("shows the product facts", () =>
        open("/app/product-facts", /product facts/i, () => page.getByText("Ready to sell")))

      it("offers the pages in the menu", async () => {
        await page.goto(`${suite.url}/app/orders`)
        for (const path of ["/exchange", "/audit-log", "/age-verifications"]) {
          await page.locator(`a[href$="${path}"]`).first().waitFor({ state: "attached" })
        }
      })
    },
    { admin: true }
  )
})
