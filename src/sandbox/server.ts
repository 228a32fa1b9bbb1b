import express from "express"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { control } from "./frame/control"
import { Faults } from "./frame/faults"
import { overview, OVERVIEW_SCRIPT, sendPage } from "./frame/overview"
import { answerProblems, notFound } from "./frame/problem"
import { Recorder } from "./frame/recorder"
import type { SandboxFrame } from "./frame/service"
import { Timers } from "./frame/timers"
import { messages } from "./messages"
import { posabit, type PosabitTokens } from "./posabit"

const BODY_LIMIT = "5mb"

export type SandboxOptions = {
  /** 0 takes any free port. Default 9100. */
  port?: number
  /** What the first POSaBIT venue accepts. Default `DEFAULT_TOKENS` of `posabit/venues.ts`. */
  posabit?: Partial<PosabitTokens>
  log?: (line: string) => void
}

export type Sandbox = {
  url: string
  port: number
  /** Ends every connection and every delay; afterwards nothing keeps the process alive. */
  close: () => Promise<void>
}

/** Starts the stand-ins for all outside services on this machine only. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const log = options.log ?? ((line: string) => void process.stderr.write(`sandbox: ${line}\n`))
  const timers = new Timers()
  const frame: SandboxFrame = { timers, log }
  const services = [posabit(frame, options.posabit), messages()]
  const faults = new Faults(() => services.map(({ name }) => name), timers)
  const recorder = new Recorder()

  const app = express().disable("x-powered-by").disable("etag")
  const parsers = [express.json({ limit: BODY_LIMIT }), express.urlencoded({ limit: BODY_LIMIT, extended: true })]
  for (const { name, router } of services) {
    app.use(`/${name}`, recorder.arrived(name), parsers, recorder.parsed, faults.inject(name), router)
  }
  app.use("/__sim", parsers, control({ services, faults, recorder, timers }))
  app.get("/health", (_req, res) => void res.json({ status: "ok", services: services.map(({ name }) => name) }))
  app.get("/overview.js", (_req, res) => void res.type("js").send(OVERVIEW_SCRIPT))
  app.get("/", (_req, res) => void sendPage(res, overview(services, recorder)))
  app.use(notFound, answerProblems(log))

  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 9100, "127.0.0.1", resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise<void>((resolve, reject) => {
        timers.clear()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
