import { z } from "@medusajs/framework/zod"
import { Router, type Request, type Response } from "express"
import { handler } from "../frame/problem"
import type { Inquiries } from "./inquiries"
import { present, resource } from "./resource"

const Create = z.object({
  data: z.object({
    attributes: z.object({
      "inquiry-template-id": z.string().startsWith("itmpl_"),
      "reference-id": z.string().max(255).nullish(),
      "redirect-uri": z.url({ protocol: /^https?$/ }).nullish(),
      fields: z.record(z.string(), z.string().max(255)).default({}),
    }),
  }),
})

/** That there are `errors` is documented, what they say is not. */
const refuse = (res: Response, status: number, title: string, details?: string) =>
  res
    .status(status)
    .setHeader("X-Sim-Assumed", "true")
    .json({ errors: [{ title, ...(details && { details }) }] })

/** Persona's API, as far as a shop needs it: inquiries by template, their links, and erasing them. */
export function personaApi(
  inquiries: Inquiries,
  apiKey: string,
  linkOf: (req: Request, code: string) => { long: string; short: string }
) {
  const router = Router()

  router.use((req, res, next) => {
    if (req.get("authorization") === `Bearer ${apiKey}`) {
      next()
    } else {
      refuse(res, 401, "Must be authenticated to access this endpoint")
    }
  })

  router.post(
    "/inquiries",
    handler((req, res) => {
      const read = Create.safeParse(req.body)
      if (!read.success) {
        const [issue] = read.error.issues
        return refuse(res, 400, "Bad request", `${issue.path.join("/")} ${issue.message}`)
      }
      const { attributes } = read.data.data
      const inquiry = inquiries.create(
        {
          template_id: attributes["inquiry-template-id"],
          reference: attributes["reference-id"] ?? null,
          redirect_uri: attributes["redirect-uri"] ?? null,
          fields: attributes.fields,
        },
        req.get("idempotency-key")
      )
      return res.status(201).json(present(inquiry))
    })
  )

  router.get("/inquiries", (req, res) => {
    const filter = (req.query.filter ?? {}) as Record<string, unknown>
    const wanted = filter["reference-id"]
    const found = inquiries.newestFirst().filter(({ reference }) => wanted === undefined || reference === wanted)
    res.json({ data: found.slice(0, 10).map(resource), links: { prev: null, next: null } })
  })

  router.use("/inquiries/:id", (req, res, next) => {
    if (inquiries.get(req.params.id)) {
      next()
    } else {
      refuse(res, 404, "Record not found")
    }
  })

  router.get("/inquiries/:id", (req, res) => void res.json(present(inquiries.find(req.params.id))))

  router.post("/inquiries/:id/generate-one-time-link", (req, res) => {
    const inquiry = inquiries.find(req.params.id)
    const { long, short } = linkOf(req, inquiries.link(inquiry))
    res.json({ ...present(inquiry), meta: { "one-time-link": long, "one-time-link-short": short } })
  })

  router.delete("/inquiries/:id", (req, res) => {
    const inquiry = inquiries.find(req.params.id)
    inquiries.redact(inquiry)
    res.json(present(inquiry))
  })

  router.use((_req, res) => void refuse(res, 404, "Record not found"))

  return router
}
