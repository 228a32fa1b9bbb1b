import { httpSuite, requiresChromium } from "../../support"
import { aeropayTill } from "../../support/aeropay"
import { openBrowser, screenshot, signInToAdmin, type TestPage } from "../../support/browser"
import { Seller, type Sale } from "../../support/payment-matrix"
import { refundsOf } from "./refunds/support"

/** The order's money in the admin: capture, refunds with a second person, what happened, and how often sales succeed. */
requiresChromium("in a real Chromium", () => {
  httpSuite(
    "payments: panel, refunds and success in the admin",
    (suite) => {
      const seller = new Seller(suite, aeropayTill())
      const { refund, secondPerson } = refundsOf(suite)
      const limits = () => suite.container().resolve<any>("payments_refunds").options
      let page: TestPage

      beforeAll(async () => {
        page = await openBrowser()
        await signInToAdmin(page, suite)
      })
      afterAll(() => page?.quit())
      beforeEach(() => void (page.problems.length = 0))

      const open = async (sale: Sale) => {
        await page.goto(`${suite.url}/app/orders/${sale.orderId}`)
        await page.getByText("What happened").waitFor()
        await page.waitForLoadState("networkidle")
      }
      const confirm = (name: string) => page.getByRole("alertdialog").getByRole("button", { name }).click()

      it("captures a part of what is held, gives some of it back, and tells it in order", async () => {
        const sale = await seller.placed()
        const part = (Math.floor(sale.cents / 2) / 100).toFixed(2)
        await open(await seller.look(sale))
        await screenshot(page, "payment-panel-held")

        await page.getByLabel("Amount to capture").fill("0")
        expect(await page.getByRole("button", { name: "Capture", exact: true }).isDisabled()).toBe(true)
        await page.getByLabel("Amount to capture").fill(part)
        expect(await page.getByRole("button", { name: "Capture", exact: true }).isDisabled()).toBe(true)
        await page.getByLabel("Reason for the capture").fill("Half of it was in stock")
        await page.getByRole("button", { name: "Capture", exact: true }).click()
        await confirm("Capture")
        await page.getByText("Captured", { exact: true }).first().waitFor()
        await page.getByRole("button", { name: "Give money back" }).click()

        await page.getByText(`At most $${part}`).waitFor()
        await page.getByLabel("Amount", { exact: true }).fill("1.00")
        await page.getByLabel("Reason", { exact: true }).fill("The jar was broken")
        await screenshot(page, "payment-panel-refund")
        await page.getByRole("dialog").getByRole("button", { name: "Give money back" }).click()
        await confirm("Give money back")
        await page.getByText("The jar was broken").waitFor()
        await page.getByText("Refund $1.00").first().waitFor()
        await suite.settle()
        await screenshot(page, "payment-panel-refunded")
        const { rows } = await suite
          .db()
          .query("SELECT amount_cents, reason FROM payment_refund_request WHERE order_id = $1", [sale.orderId])
        expect(rows).toEqual([{ amount_cents: 100, reason: "The jar was broken" }])
        const { rows: audited } = await suite
          .db()
          .query("SELECT why FROM core_audit_entry WHERE action = 'payments.capture_requested' AND subject_id = $1", [
            sale.orderId,
          ])
        expect(audited).toEqual([{ why: "Half of it was in stock" }])
        expect(page.problems).toEqual([])
      })

      it("lets a second person approve or decline what is above the limit", async () => {
        await page.goto(`${suite.url}/app/refunds`)
        await page.getByText("No refund waits for a second person").waitFor()
        await screenshot(page, "refunds-empty")

        const [first, second] = [await seller.taken(), await seller.taken()]
        const asker = await secondPerson()
        limits().approvalAbove = { usd: 100 }
        for (const [sale, reason] of [
          [first, "The whole bag was stale"],
          [second, "She changed her mind"],
        ] as const) {
          expect((await refund({ payment_id: sale.paymentId, amount: 5, reason }, asker)).body.refund.state).toBe(
            "requested"
          )
        }
        limits().approvalAbove = {}

        await page.reload()
        const row = (reason: string) => page.getByRole("row", { name: new RegExp(reason) })
        await row("stale").waitFor()
        await screenshot(page, "refunds-waiting")
        await row("stale").getByRole("button", { name: "Approve" }).click()
        await confirm("Approve")
        await row("stale").waitFor({ state: "detached" })
        await row("changed her mind").getByRole("button", { name: "Decline" }).click()
        await row("changed her mind").getByLabel("Why not?").fill("It was opened")
        await row("changed her mind").getByRole("button", { name: "Decline" }).click()
        await page.getByText("No refund waits for a second person").waitFor()
        await page.getByLabel("Also those that are over").click()
        await row("stale")
          .getByText(/Given back|On its way/)
          .waitFor()
        await row("changed her mind").getByText("Declined").waitFor()
        await screenshot(page, "refunds-all")
        expect(page.problems).toEqual([])
      })

      it("says so when the money or the timeline cannot be loaded, and loads them again", async () => {
        const sale = await seller.placed()
        await seller.look(sale)
        const path = "**/admin/payments/ledger*"
        await page.route(path, (route) => route.fulfill({ status: 400, json: { message: "Out of order" } }))
        await page.goto(`${suite.url}/app/orders/${sale.orderId}`)
        await page.getByText(/The timeline could not be loaded/).waitFor()
        await page.unroute(path)
        await page.getByRole("button", { name: "Try again" }).last().click()
        await page.getByText("Hold", { exact: false }).first().waitFor()
      })

      it("shows how often sales succeed, by service", async () => {
        await page.goto(`${suite.url}/app/payment-success`)
        await page.getByRole("img", { name: "Payments by what came of them" }).waitFor()
        await page.getByRole("row", { name: /Aeropay/ }).waitFor()
        await page.waitForLoadState("networkidle")
        await screenshot(page, "payment-success")
        expect(page.problems).toEqual([])
      })
    },
    { admin: true, env: { PAYMENTS_RISK_MODE: "observe" } }
  )
})
