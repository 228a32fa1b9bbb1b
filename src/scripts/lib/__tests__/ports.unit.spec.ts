import { createServer, type AddressInfo, type Server } from "node:net"
import { demandPort, portFrom } from "../ports.mjs"

describe("ports", () => {
  let server: Server
  const listen = (host: string) =>
    new Promise<number>((resolve) => {
      server = createServer().listen(0, host, () => resolve((server.address() as AddressInfo).port))
    })
  afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))))

  it.each(["127.0.0.1", "0.0.0.0"])("names the variable to set when one is taken on %s", async (host) => {
    const port = await listen(host)
    await expect(demandPort(port, "SANDBOX_PORT")).rejects.toThrow(
      `Port ${port} is taken by another program. Set SANDBOX_PORT to a free port, for example: SANDBOX_PORT=${port + 1} npm start`
    )
  })

  it("takes a free one", async () => {
    const port = await listen("127.0.0.1")
    await new Promise((resolve) => server.close(resolve))
    await expect(demandPort(port, "PORT")).resolves.toBeUndefined()
  })

  it("reads the variable, and refuses what is no port", () => {
    expect(portFrom({}, "PORT", 9000)).toBe(9000)
    expect(portFrom({ PORT: "" }, "PORT", 9000)).toBe(9000)
    expect(portFrom({ PORT: "9001" }, "PORT", 9000)).toBe(9001)
    for (const PORT of ["0", "65536", "9e3", "-1", "nine"]) {
      expect(() => portFrom({ PORT }, "PORT", 9000)).toThrow("PORT must be a port between 1 and 65535")
    }
  })
})
