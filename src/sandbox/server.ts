import express from "express"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { aeropay, type AeropayOptions } from "./aeropay"
import { agechecker } from "./agechecker"
import type { AgeCheckerKeys } from "./agechecker/api"
import { Changes } from "./frame/changes"
import { Clock } from "./frame/clock"
import { consolePage } from "./frame/console"
import { control, fromHere } from "./frame/control"
import { Faults } from "./frame/faults"
import { answerProblems, notFound } from "./frame/problem"
import { Recorder } from "./frame/recorder"
import { RequestLog } from "./frame/request-log"
import type { SandboxFrame, SandboxService } from "./frame/service"
import { Timers } from "./frame/timers"
import { hypur, type HypurOptions } from "./hypur"
import { messages } from "./messages"
import { persona, type PersonaOptions } from "./persona"
import { posabit, type PosabitTokens } from "./posabit"
import { s3, type S3Options } from "./s3"
import { veriff, type VeriffOptions } from "./veriff"

const BODY_LIMIT = "5mb"

export type SandboxOptions = {
  /** 0 takes any free port. Default 9100. */
  port?: number
  /** Address to listen on. Default 127.0.0.1: nobody else reaches it. */
  host?: string
  /** Hosts that may be called back beside this machine. */
  calls?: string[]
  /** Keys and bucket of the storage. Default `DEFAULT_KEYS` and `DEFAULT_BUCKET` of `s3/index.ts`. */
  s3?: S3Options
  /** Aeropay's credentials and behaviour. Default `DEFAULT_AEROPAY`. */
  aeropay?: AeropayOptions
  /** Credentials, and where webhooks go. Default `DEFAULT_HYPUR`, and nowhere. */
  hypur?: HypurOptions
  /** What the first POSaBIT venue accepts. Default `DEFAULT_TOKENS` of `posabit/venues.ts`. */
  posabit?: Partial<PosabitTokens>
  /** Keys, and where webhooks go. Default `DEFAULT_VERIFF`, and nowhere. */
  veriff?: VeriffOptions
  /** Keys, and where webhooks go. Default `DEFAULT_PERSONA`, and nowhere. */
  persona?: PersonaOptions
  /** Default `DEFAULT_AGECHECKER`. */
  agechecker?: Partial<AgeCheckerKeys>
  log?: (line: string) => void
}

export type Sandbox = {
  url: string
  port: number
  /** Ends every connection and every delay; afterwards nothing keeps the process alive. */
  close: () => Promise<void>
}

/** Starts the stand-ins for all outside services, on this machine only unless told otherwise. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const log = options.log ?? ((line: string) => void process.stderr.write(`sandbox: ${line}\n`))
  const clock = new Clock()
  const timers = new Timers(clock, log)
  const frame: SandboxFrame = { timers, clock, calls: options.calls ?? [], log }
  const services: SandboxService[] = [
    posabit(frame, options.posabit),
    aeropay(frame, options.aeropay),
    messages(frame),
    s3(frame, options.s3),
    hypur(frame, options.hypur),
    veriff(frame, options.veriff),
    persona(frame, options.persona),
    agechecker(frame, options.agechecker),
  ]
  const changes = new Changes()
  const faults = new Faults(() => services.map(({ name }) => name), timers, changes.touch)
  const requests = new RequestLog()
  const recorder = new Recorder(requests, clock.now, changes.touch)
  // What waited may have changed any service; a moved clock changes what all of them say.
  const touchAll = () => ["clock", ...services.map(({ name }) => name)].forEach(changes.touch)
  timers.onDone(touchAll)
  clock.onMove(touchAll)

  const app = express().disable("x-powered-by").disable("etag")
  const parsers = [express.json({ limit: BODY_LIMIT }), express.urlencoded({ limit: BODY_LIMIT, extended: true })]
  app.use(["/__sim", ...services.map(({ name }) => `/${name}/__sim`)], fromHere)
  for (const { name, router, parsers: own } of services) {
    const read = [recorder.arrived(name), own ?? parsers, recorder.parsed]
    app.use(`/${name}`, ...read, faults.inject(name), recorder.answered, faults.answer, router)
  }
  app.use("/__sim", parsers, control({ services, clock, timers, faults, requests, changes }))
  app.get("/health", (_req, res) => void res.json({ status: "ok", services: services.map(({ name }) => name) }))
  app.use(consolePage())
  app.use(notFound, answerProblems(log))

  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 9100, options.host || "127.0.0.1", resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise<void>((resolve, reject) => {
        timers.clear()
        changes.close()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
