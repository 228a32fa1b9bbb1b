import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, Paging, parse, Problem } from "./problem"
import type { SandboxService } from "./service"

const Query = z.strictObject({ q: z.string().max(200).optional(), ...Paging })

/** `/__sim/panels`: what the console shows of each service, as plain data. */
export function panels(services: SandboxService[]) {
  const router = Router()

  router.get("/", (_req, res) => {
    res.json({
      panels: services.map(({ name, title, panel: { tables, acts = [] } }) => ({
        name,
        title,
        tables: tables.map(({ page: _page, ...table }) => table),
        acts,
      })),
    })
  })

  router.get(
    "/:service/:table",
    handler((req, res) => {
      const service = services.find(({ name }) => name === req.params.service)
      const table = service?.panel.tables.find(({ name }) => name === req.params.table)
      if (!table) {
        throw new Problem(404, `there is no table ${req.params.service}/${req.params.table}`)
      }
      const { q, limit, offset } = parse(Query, req.query)
      res.json({ ...table.page({ limit, offset, q: q || undefined }), limit, offset })
    })
  )

  return router
}
