import { join } from "node:path"
import { httpSuite, registerOrders, requiresChromium, sample, saleFacts } from "../support"
import { openBrowser, screenshot, type TestPage } from "../support/browser"
import { projectRoot } from "../support/settings"
import { ConsolePage } from "./console-page"

const HOUR_MS = 3_600_000
const PUSH = "/posabit/api/v3/incoming_orders"
const RECORDED = sample(10_000, 10_000)

requiresChromium("in a real Chromium", () => {
  httpSuite("console", (suite) => {
    let page: TestPage
    let desk: ConsolePage

    beforeAll(async () => {
      page = await openBrowser()
      desk = new ConsolePage(page, () => suite.sandbox.url)
    })
    afterAll(() => page?.quit())
    beforeEach(async () => {
      page.problems.length = 0
      await page.setViewportSize({ width: 1280, height: 800 })
      await desk.closeDialogs()
    })
    afterEach(async () => {
      // A script of a stranger's mail that was kept from running is told as an error; it is what we want.
      expect(page.problems.filter((problem) => !problem.includes("Blocked script execution"))).toEqual([])
      await suite.sandbox.call("DELETE", "/__sim/faults")
      await suite.sandbox.call("POST", "/__sim/clock", { reset: true })
    })

    const placeOrder = async () => {
      const shopper = await suite.shopper()
      await suite.confirmAge(shopper)
      return await suite.cart({ shopper, complete: true })
    }

    const captured = (cartId: string) =>
      suite.until("the payment to be captured", async () => {
        const facts = await saleFacts(suite.db(), cartId)
        return facts.captures > 0 && facts
      })

    it("shows the shop's push of an order as it happens, with its answer and as a command to repeat it", async () => {
      await desk.open("requests")
      await page.locator("#connection[data-state=live]").waitFor()
      const { order } = await placeOrder()
      const row = desk.row(`POST ${PUSH}`)
      await row.first().waitFor()
      await row.first().getByText("200").waitFor()

      await row.first().locator("button.open").click()
      const drawer = desk.dialog()
      await drawer.getByText("Answer 200").waitFor()
      const text = await drawer.innerText()
      expect(text).toContain(`"reference_no": "${order.id}"`)
      expect(text).toContain(`"aasm_state": "pending"`)
      await drawer.getByText("The command").click()
      const command = await drawer.locator("details pre").first().innerText()
      expect(command).toContain(`curl -X POST '${suite.sandbox.url}${PUSH}'`)
      expect(command).toContain("authorization: [redacted]")
      expect(command).toContain(order.id)
      await screenshot(page, "console-request")
    })

    it("approves an order at the register, and the shop captures its payment", async () => {
      const cart = await placeOrder()
      await desk.open("posabit")
      await desk
        .row(cart.order.id)
        .first()
        .getByRole("button", { name: /^Approve/ })
        .click()
      await desk.told("Approve: done")
      expect(await captured(cart.id)).toMatchObject({ captures: 1, capturedAmount: cart.order.total })
      await desk.row(cart.order.id).first().getByText("Completed: answered 200").waitFor()
      expect(
        await desk
          .row(cart.order.id)
          .first()
          .getByRole("button", { name: /^Approve/ })
          .count()
      ).toBe(0)
      await screenshot(page, "console-register")
    })

    it("says why the register refuses an act", async () => {
      const cart = await placeOrder()
      await desk.open("posabit")
      await desk.row(cart.order.id).first().locator("button.open").click()
      const [{ id }] = await registerOrders(suite, cart.order.id)
      await suite.sandbox.call("POST", `/posabit/__sim/orders/${id}/status`, { status: "canceled" })
      await desk.dialog().getByRole("button", { name: "Approve", exact: true }).click()
      await desk.told("a pickup order that is canceled is final")
    })

    it("lets a callback come late and twice: the clock moves for sandbox and shop, and the payment is captured once", async () => {
      const cart = await placeOrder()
      await desk.open("posabit")
      await desk.act(cart.order.id, "Approve, callback late", [String(HOUR_MS)])
      await desk.row(cart.order.id).first().getByText("Completed: waiting").waitFor()
      expect((await saleFacts(suite.db(), cart.id)).captures).toBe(0)

      await desk.choose("Clock")
      await page.getByText("1 process of the shop").waitFor()
      await page.getByText(/^1, the next at/).waitFor()
      await desk.button("+1 hour").click()
      await page.getByText("1 hour ahead of this machine").waitFor()
      await captured(cart.id)
      await screenshot(page, "console-clock")

      await desk.choose("POSaBIT")
      await desk.act(cart.order.id, "Call back twice")
      const answered = desk.row(cart.order.id).first().getByText("Completed: answered 200")
      await answered.waitFor()
      await suite.settle()
      expect(await saleFacts(suite.db(), cart.id)).toMatchObject({ captures: 1, capturedAmount: cart.order.total })

      const { rows } = await suite
        .db()
        .query("SELECT extract(epoch FROM max(handled_at) - now()) AS ahead FROM core_inbox_message")
      expect(Number(rows[0].ahead)).toBeGreaterThan(3_000)
      await desk.choose("Clock")
      await desk.button("Back to now").click()
      await page.getByText("no, it is this machine's time").waitFor()
    })

    it("loses an answer after its effect: the request is marked, and the shop finds its order again", async () => {
      await desk.open("faults")
      await page.getByLabel("Service", { exact: true }).selectOption("posabit")
      await page.getByLabel("Method", { exact: true }).selectOption("POST")
      await page.getByLabel("Path", { exact: true }).fill("*/incoming_orders")
      await page.getByLabel("What happens", { exact: true }).selectOption("after")
      await desk.button("Arm the fault").click()
      await desk.told("The fault is armed")
      await desk.row("1 of 1").waitFor()

      const cart = await placeOrder()
      await desk.row("used up").waitFor()
      await screenshot(page, "console-faults")
      await desk.choose("Requests")
      await desk.row(`POST ${PUSH}`).first().getByText("no answer").waitFor()
      await desk.row(`POST ${PUSH}`).first().locator("button.open").click()
      await desk.dialog().getByText("the work was done").waitFor()
      expect(await desk.dialog().innerText()).toContain(cart.order.id)
      await desk.closeDialogs()

      await suite.settle()
      expect(await registerOrders(suite, cart.order.id)).toHaveLength(1)
      await desk.choose("POSaBIT")
      await desk
        .row(cart.order.id)
        .first()
        .getByRole("button", { name: /^Approve/ })
        .click()
      expect(await captured(cart.id)).toMatchObject({ captures: 1 })

      await desk.choose("Faults")
      await desk.button(/^Take back fault/).click()
      await page.getByText("Nothing is armed.").waitFor()
    })

    it("shows mails as they look, and nothing of what strangers sent runs", async () => {
      const evil = `<img src=x onerror="top.owned=1"><script>top.owned=1</script>`
      await suite.sandbox.call("POST", "/messages", {
        channel: "email",
        to: evil,
        template: evil,
        data: { evil },
        content: { subject: evil, text: evil, html: `${evil}<h1>Thank you, Ada</h1>` },
        attachments: [{ filename: "receipt.pdf", content_type: "application/pdf", bytes: 9 }],
      })
      await desk.open("messages")
      await desk.row("onerror").first().locator("button.open").click()
      await page.frameLocator("iframe.preview").getByText("Thank you, Ada").waitFor()
      expect(await desk.dialog().innerText()).toContain("receipt.pdf")
      await screenshot(page, "console-message")
      const path = encodeURIComponent(`${evil}`)
      await fetch(`${suite.sandbox.url}/posabit/${path}?q=${path}`)
      await desk.closeDialogs()
      await desk.choose("Requests")
      await desk.row("onerror").first().locator("button.open").click()
      await desk.dialog().getByText("Answer 404").waitFor()
      expect(await page.evaluate(() => "owned" in globalThis)).toBe(false)
    })

    it(`stays quick and small with ${RECORDED} recorded requests`, async () => {
      await desk.open("requests")
      const ask = (name: string) =>
        fetch(`${suite.sandbox.url}/messages?template=${name}`).then((answer) => answer.text())
      await ask("needle")
      const lanes = Array.from({ length: 20 }, async () => {
        for (let turn = 0; turn < RECORDED / 20; turn++) {
          await ask("hay")
        }
      })
      await Promise.all(lanes)
      await page.getByText("of 10,000").waitFor()
      // While rows still come, the pager moves under the pointer.
      await desk.isStill()
      const nodes = () => page.evaluate(() => document.querySelectorAll("*").length)
      expect(await desk.rows().count()).toBe(50)
      expect(await nodes()).toBeLessThan(1_500)

      await desk.button("Older").click()
      await page.getByText("51–100 of 10,000").waitFor()
      await ask("newcomer")
      await page.getByText("51–100 of 10,000").waitFor()
      await desk.button("Newest").click()
      await page.getByText("1–50 of 10,000").waitFor()
      await desk.rows().first().locator("button.open").click()
      await desk.dialog().getByText(`"template": "newcomer"`).waitFor()
      await desk.closeDialogs()

      await page.getByLabel("Text", { exact: true }).fill("hay")
      await page.getByText(/1–50 of 9,99\d/).waitFor()
      await page.getByLabel("Text", { exact: true }).fill("newcomer")
      await page.waitForFunction(() => document.querySelectorAll("main tbody tr").length === 1)
      await page.getByLabel("Text", { exact: true }).fill("")
      await page.getByLabel("Method", { exact: true }).selectOption("DELETE")
      await page.getByText("No request matches.").waitFor()
      await page.reload()
      await page.getByText("No request matches.").waitFor()
      await desk.button("Clear filters").click()
      await page.getByText("1–50 of 10,000").waitFor()
      expect(await desk.rows().count()).toBe(50)
      expect(await nodes()).toBeLessThan(1_500)

      await desk.button("Clear the record").click()
      await desk.dialog().getByRole("button", { name: "Clear", exact: true }).click()
      await page.getByText("No request yet.").waitFor()
    })

    it("has a panel for every service, and each opens", async () => {
      await desk.open("requests")
      const labels = await desk.labels()
      expect(labels).toEqual(expect.arrayContaining(["POSaBIT", "Aeropay", "Hypur", "Veriff", "Persona"]))
      for (const label of labels) {
        await desk.choose(label)
        await screenshot(page, `console-${label.toLowerCase()}`)
        expect(await page.locator("main h1").textContent()).toBeTruthy()
      }
    })

    it("is usable on a phone: no sideways scroll, menu and acts within reach of a thumb", async () => {
      const cart = await placeOrder()
      await suite.until("the order at the register", async () => (await registerOrders(suite, cart.order.id)).length)
      await page.setViewportSize({ width: 360, height: 740 })
      await desk.open("requests")
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme })
        for (const label of await desk.labels()) {
          await desk.choose(label)
          await screenshot(page, `console-phone-${label.toLowerCase()}-${scheme}`)
          expect({ label, width: await desk.width(), small: await desk.smallControls() }).toEqual({
            label,
            width: 360,
            small: [],
          })
        }
      }
      await desk.choose("Requests")
      await desk.row(`POST ${PUSH}`).first().locator("button.open").click()
      await desk.dialog().getByText("Answer 200").waitFor()
      expect(await desk.width()).toBe(360)
      expect(await desk.smallControls()).toEqual([])
      await desk.closeDialogs()

      await desk.choose("Faults")
      await desk.button("Arm the fault").click()
      await desk.told("The fault is armed")
      await desk.button("Take all back").click()
      await desk.told("All faults are taken back")
      await desk.choose("Clock")
      await desk.button("+1 day").click()
      await page.getByText("1 day ahead of this machine").waitFor()
      await desk.button("Back to now").click()
      await page.getByText("no, it is this machine's time").waitFor()
      await desk.choose("POSaBIT")
      await desk
        .row(cart.order.id)
        .first()
        .getByRole("button", { name: /^Approve/ })
        .click()
      expect(await captured(cart.id)).toMatchObject({ captures: 1 })
    })

    it("says when the sandbox is gone, and reads again when it is back", async () => {
      const { startSandbox } = require(join(projectRoot, "src/sandbox/server"))
      const first = await startSandbox({ port: 0 })
      await page.goto(`${first.url}/#/messages`)
      await page.locator("#connection[data-state=live]").waitFor()
      await first.close()
      await page.getByText("Disconnected").waitFor()
      const second = await startSandbox({ port: first.port })
      try {
        await fetch(`${second.url}/messages`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ channel: "sms", to: "+12065550100", template: "back-again" }),
        })
        await desk.row("back-again").waitFor()
        await page.locator("#connection[data-state=live]").waitFor()
      } finally {
        await page.goto("about:blank")
        await second.close()
      }
    })
  })
})
