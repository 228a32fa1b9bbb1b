import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import type { MedusaContainer } from "@medusajs/framework/types"
import { appEnvironment, foreignVariables } from "./app-environment"
import { ContractWatch } from "./contract-watch"
import { watchEvents } from "./events"
import { expressRoutes } from "./express-routes"
import { projectRoot } from "./settings"

export type RunningApp = {
  container: MedusaContainer
  url: string
  /** Subscribers at work right now. */
  runningSubscribers: () => number
  /** Holds every answer against the contract of its route. */
  contracts: ContractWatch
  /** `METHOD /path/:id` of everything that Medusa registered. */
  routes: string[]
  close: () => Promise<void>
}

type BootOptions = {
  databaseUrl: string
  sandboxUrl: string
  env?: Record<string, string>
  /** Serve the built dashboard below `/app`. */
  admin?: boolean
}

/** Opens the socket first: the application must know its own address while it loads (callback URLs). */
async function listen(): Promise<{ server: Server; url: string; answerWith: (listener: RequestListener) => void }> {
  let listener: RequestListener = (_, res) => res.writeHead(503).end()
  const server = createServer((req, res) => listener(req, res))
  await new Promise<void>((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${port}`, answerWith: (next) => (listener = next) }
}

/** Boots the store inside this process, with the built plugins, on a real socket. Once per spec file. */
export async function bootApp(options: BootOptions): Promise<RunningApp> {
  const { server, url, answerWith } = await listen()
  for (const name of foreignVariables(process.env)) {
    delete process.env[name]
  }
  Object.assign(process.env, appEnvironment({ ...options, url }), options.env)

  const events = watchEvents()
  // The module is cached: what is changed here is what Medusa's own config loader sees.
  const loaded = require(join(projectRoot, "medusa-config"))
  const config = loaded.default ?? loaded
  config.projectConfig.databaseUrl = options.databaseUrl
  config.admin = { ...config.admin, disable: !options.admin }

  const express = require("express")
  const app = express()
  const load = require("@medusajs/medusa/loaders/index").default
  const { container, shutdown } = await load({ directory: projectRoot, expressApp: app })
  const routes = expressRoutes(app)
  const contracts = new ContractWatch()
  app.get("/health", (_: unknown, res: { sendStatus: (code: number) => void }) => res.sendStatus(200))
  answerWith(contracts.around(app))

  return {
    container,
    url,
    runningSubscribers: events.running,
    contracts,
    routes,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
      await shutdown()
    },
  }
}
