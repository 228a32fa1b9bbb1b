import { refusedToCall } from "../frame/local-url"
import { startSandbox } from "../server"
import { anOrder, call, SHOP } from "./support"

const silent = { port: 0, log: () => undefined }

describe("a sandbox among other machines", () => {
  it("may call hosts that were named to it, and no others", () => {
    const allowed = ["server", "Shop.Example.com"]
    expect(refusedToCall("http://server:9000/hooks/x", allowed)).toBeUndefined()
    expect(refusedToCall("https://shop.example.com/", allowed)).toBeUndefined()
    expect(refusedToCall("http://localhost:9000/", allowed)).toBeUndefined()
    for (const address of [
      "http://server.example.com/",
      "http://server@example.com/",
      "ftp://server/",
      "http://10.0.0.1/",
    ]) {
      expect(refusedToCall(address, allowed)).toEqual(expect.any(String))
    }
  })

  it.each([
    [[], "refused"],
    // Allowed, so it is tried; there is no such host.
    [["shop.invalid"], "failed"],
  ])("with %j calls another host back: %s", async (calls, state) => {
    const sandbox = await startSandbox({ ...silent, calls })
    try {
      const order = anOrder({ status_callback: "http://shop.invalid:9000/hooks" })
      const made = await call(`${sandbox.url}/posabit/api/v3/incoming_orders`, "POST", { incoming_order: order }, SHOP)
      const { id } = made.body.incoming_order
      await call(`${sandbox.url}/posabit/__sim/orders/${id}/status`, "POST", { status: "processing" })
      let told
      do {
        told = (await call(`${sandbox.url}/posabit/__sim/callbacks?order_id=${id}`)).body.callbacks[0]
      } while (told.state === "waiting")
      expect(told.state).toBe(state)
    } finally {
      await sandbox.close()
    }
  })

  it("hears its own machine only, unless it is told to listen to others", async () => {
    // Another address of the loopback interface stands for another machine.
    const heard = async (host?: string) => {
      const sandbox = await startSandbox({ ...silent, host })
      const answer = await fetch(`http://127.0.0.2:${sandbox.port}/health`).catch(() => null)
      await sandbox.close()
      return answer?.status ?? null
    }
    expect([await heard(), await heard("0.0.0.0")]).toEqual([null, 200])
  })
})
