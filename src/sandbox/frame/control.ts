import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import type { Faults } from "./faults"
import { handler, Paging, parse } from "./problem"
import type { Recorder } from "./recorder"
import type { SandboxService } from "./service"
import { page } from "./shelf"
import type { Timers } from "./timers"

const RequestQuery = z.strictObject({
  service: z.string().max(64).optional(),
  method: z.string().max(10).toUpperCase().optional(),
  path: z.string().max(1000).optional(),
  ...Paging,
})

type Parts = { services: SandboxService[]; faults: Faults; recorder: Recorder; timers: Timers }

/** `/__sim`: how tests, the demo and people steer the whole sandbox. */
export function control({ services, faults, recorder, timers }: Parts) {
  const router = Router()

  router.post("/reset", (_req, res) => {
    timers.clear()
    faults.reset()
    recorder.reset()
    services.forEach((service) => service.reset())
    res.json({ reset: true })
  })

  router.get("/state", (_req, res) => {
    res.json({
      services: Object.fromEntries(services.map((service) => [service.name, service.state()])),
      faults: faults.list(),
      request_count: recorder.list().length,
    })
  })

  router.get(
    "/requests",
    handler((req, res) => {
      const { limit, offset, ...filter } = parse(RequestQuery, req.query)
      const { rows, count } = page(recorder.list(filter), { limit, offset })
      res.json({ requests: rows, count, limit, offset })
    })
  )

  router
    .route("/faults")
    .get((_req, res) => void res.json({ faults: faults.list() }))
    .post(handler((req, res) => res.status(201).json({ fault: faults.add(req.body) })))
    .delete((_req, res) => {
      faults.clear()
      res.json({ faults: [] })
    })

  return router
}
