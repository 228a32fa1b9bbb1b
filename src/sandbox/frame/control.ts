import { z } from "@medusajs/framework/zod"
import { Router, type RequestHandler } from "express"
import type { Changes } from "./changes"
import type { Clock } from "./clock"
import { clockControl } from "./clock-control"
import type { Faults } from "./faults"
import { panels } from "./panels"
import { handler, notFound, Paging, parse, Problem } from "./problem"
import type { RequestLog } from "./request-log"
import type { SandboxService } from "./service"
import { page } from "./shelf"
import type { Timers } from "./timers"

const Id = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const RequestQuery = z.strictObject({
  service: z.string().max(64).optional(),
  method: z.string().max(10).toUpperCase().optional(),
  path: z.string().max(1000).optional(),
  status: z.enum(["1xx", "2xx", "3xx", "4xx", "5xx", "none"]).optional(),
  q: z.string().max(200).optional(),
  after: Id.optional(),
  until: Id.optional(),
  ...Paging,
})

const Page = z.strictObject(Paging)

export type SandboxParts = {
  services: SandboxService[]
  clock: Clock
  timers: Timers
  faults: Faults
  requests: RequestLog
  changes: Changes
}

/** `/__sim`: how tests, the demo and people steer the whole sandbox. */
export function control(parts: SandboxParts) {
  const { services, clock, timers, faults, requests, changes } = parts
  const router = Router()

  router.get("/stream", (req, res) => changes.stream.open(req, res, "hello", {}))
  router.use("/clock", clockControl(clock, timers, changes.touch))
  router.use("/panels", panels(services))

  router.post("/reset", (_req, res) => {
    timers.clear()
    clock.reset()
    faults.reset()
    requests.reset()
    services.forEach((service) => service.reset())
    ;["requests", ...services.map(({ name }) => name)].forEach(changes.touch)
    res.json({ reset: true })
  })

  router.get("/state", (_req, res) => {
    res.json({
      services: Object.fromEntries(services.map((service) => [service.name, service.state()])),
      faults: faults.list(),
      request_count: requests.size,
    })
  })

  router
    .route("/requests")
    .get(
      handler((req, res) => {
        const { limit, offset, ...filter } = parse(RequestQuery, req.query)
        const { rows, count } = requests.list(filter, { limit, offset })
        res.json({ requests: rows, count, limit, offset, last_id: requests.lastId })
      })
    )
    .delete((_req, res) => {
      requests.clear()
      changes.touch("requests")
      res.json({ requests: [], count: 0 })
    })

  router.get(
    "/requests/:id",
    handler((req, res) => {
      const request = requests.get(Number(req.params.id))
      if (!request) {
        throw new Problem(404, `there is no request ${req.params.id}, or no more`, "id")
      }
      res.json({ request })
    })
  )

  router
    .route("/faults")
    .get(
      handler((req, res) => {
        const { rows, ...counted } = page(faults.list(), parse(Page, req.query))
        res.json({ faults: rows, ...counted })
      })
    )
    .post(handler((req, res) => res.status(201).json({ fault: faults.add(req.body) })))
    .delete((_req, res) => {
      faults.clear()
      res.json({ faults: [] })
    })

  router.delete(
    "/faults/:id",
    handler((req, res) => res.json({ fault: faults.remove(Number(req.params.id)), deleted: true }))
  )

  router.use(notFound)

  return router
}

/** Pages of other origins that a developer has open may not press our buttons; programs send no origin. */
export const fromHere: RequestHandler = (req, _res, next) => {
  const { origin, host } = req.headers
  const isStranger = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)
  next(isStranger ? new Problem(403, `${origin} may not steer the sandbox`) : undefined)
}
