import express from "express"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { startSandbox, type Sandbox, type SandboxOptions } from "../server"

export type Answer = { status: number; headers: Headers; body: any }

/** JSON over a real socket. */
export async function call(
  url: string,
  method = "GET",
  body?: unknown,
  headers: Record<string, string> = {}
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const isJson = response.headers.get("content-type")?.includes("json")
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

export const basic = (integrator: string, venue: string) => ({
  authorization: `Basic ${Buffer.from(`${integrator}:${venue}`).toString("base64")}`,
})

export const SHOP = basic("sandbox-integrator-token", "sandbox-venue-token")

export const anOrder = (extra: Record<string, unknown> = {}) => ({
  reference_no: "order_1",
  first_name: "Ada",
  order_items_attributes: [
    { product_id: 1002, product_name: "Harbor Fog 3.5 g", price: 4000, quantity: 2 },
    { product_name: "Night Ferry Gummies", price: 2201, quantity: 1 },
  ],
  ...extra,
})

/** A fresh sandbox for each test of a file. */
export function sandboxOfEachTest(options: SandboxOptions = {}) {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, log: () => undefined, ...options })
  })
  afterEach(() => sandbox.close())
  const api = (path: string, method?: string, body?: unknown, headers?: Record<string, string>) =>
    call(`${sandbox.url}${path}`, method, body, headers)
  return {
    api,
    url: () => sandbox.url,
    createOrder: async (extra: Record<string, unknown> = {}) =>
      (await api("/posabit/api/v3/incoming_orders", "POST", { incoming_order: anOrder(extra) }, SHOP)).body
        .incoming_order,
  }
}

/** A shop that hears callbacks: `next()` is the next one to arrive, however long it takes within the test. */
export async function startShop(answer: (body: any) => number = () => 200) {
  const heard: any[] = []
  const waiting: ((call: any) => void)[] = []
  const app = express()
  app.post("*", express.text({ type: "*/*" }), (req, res) => {
    const received = { path: req.path, headers: req.headers, text: req.body, form: new URLSearchParams(req.body) }
    const listener = waiting.shift()
    if (listener) {
      listener(received)
    } else {
      heard.push(received)
    }
    res.status(answer(received)).end()
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () => (heard.length ? Promise.resolve(heard.shift()) : new Promise<any>((resolve) => waiting.push(resolve))),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
