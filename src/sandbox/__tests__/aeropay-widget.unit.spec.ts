import express from "express"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { openBrowser, type TestPage } from "../../../integration-tests/support/browser"
import { requiresChromium } from "../../../integration-tests/support/requires"
import { aeropayOfEachTest } from "./aeropay-support"

/** A page of the shop that frames the widget and keeps what it is told, as the web SDK does. */
const SHOP = (address: string) => `<!doctype html><title>Shop</title><script>
window.told = []
addEventListener("message", ({ origin, data }) => told.push({ origin, data }))
</script><iframe src="${address}" style="width: 500px; height: 600px"></iframe>`

requiresChromium("the widget in a browser", () => {
  const sandbox = aeropayOfEachTest()
  let page: TestPage

  beforeAll(async () => {
    page = await openBrowser()
  })
  afterAll(() => page.quit())

  it("tells the page that frames it what the customer did, as JSON in text, and the connection can be linked", async () => {
    const { api, customer, url } = sandbox()
    const { token, id } = await customer({ banks: [] })
    const { fastlinkURL, token: widgetToken } = (await api("GET", "/aggregatorCredentials?aggregator=aerosync", token))
      .body
    const shop = createServer(
      express().get(
        "/",
        (_req, res) => void res.send(SHOP(`${fastlinkURL}/?token=${widgetToken}&aeroPassUserUuid=${id}`))
      )
    )
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve))
    await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`)

    const told = async (count: number) => {
      await page.waitForFunction((wanted) => (window as any).told.length >= wanted, count)
      const { origin, data } = (await page.evaluate(() => (window as any).told.at(-1))) as {
        origin: string
        data: string
      }
      expect(origin).toBe(url)
      return JSON.parse(data)
    }
    const frame = page.frameLocator("iframe")
    expect(await told(1)).toEqual({ type: "widgetPageLoaded", payload: { aeroPassUserUuid: id } })
    await frame.getByRole("button", { name: "Fail" }).click()
    expect(await told(2)).toEqual({ type: "widgetError", payload: expect.any(String) })
    await frame.getByLabel("Code of the bank").fill("0001")
    await frame.getByRole("button", { name: "Link" }).click()
    expect((await told(3)).payload).toContain("expired")
    expect(await frame.getByRole("alert").textContent()).toContain("expired")
    await frame.getByLabel("Code of the bank").fill("0000")
    await frame.getByRole("button", { name: "Link" }).click()
    const success = await told(4)
    expect(success).toEqual({
      type: "pageSuccess",
      payload: { connectionId: expect.any(String), clientName: "Sandbox Bank", aeroPassUserUuid: id },
    })
    await frame.getByRole("button", { name: "Close" }).click()
    expect(await told(5)).toEqual({ type: "widgetClose" })
    const { connectionId } = success.payload
    const linked = await api("POST", "/linkAccountFromAggregator", token, { connectionId, aggregator: "aerosync" })
    expect(linked.body.userBankInfo.status).toBe("verified")
    expect(page.problems).toEqual([])
    shop.close()
    shop.closeAllConnections()
  })
})
