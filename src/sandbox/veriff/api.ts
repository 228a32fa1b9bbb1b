import { createHmac, timingSafeEqual } from "node:crypto"
import { z } from "@medusajs/framework/zod"
import express, { Router, type Request, type RequestHandler, type Response } from "express"
import { handler } from "../frame/problem"
import { decisionOf, type Sessions } from "./sessions"

export type VeriffKeys = { apiKey: string; sharedSecret: string }

const text = z.string().max(400)

/** Unknown fields are taken and forgotten: there are many, and more each year. */
const Create = z.object({
  verification: z.object({
    callback: z.url({ protocol: /^https?$/ }).optional(),
    person: z
      .object({ firstName: text.optional(), lastName: text.optional(), dateOfBirth: z.iso.date().optional() })
      .default({}),
    vendorData: z.string().max(1000).nullish(),
  }),
})

export const hmac = (secret: string, message: string | Buffer) =>
  createHmac("sha256", secret).update(message).digest("hex")

/** JSON as the frame reads it, with the bytes kept: they are what is signed. */
export const signedJson: RequestHandler[] = [
  express.json({
    limit: "5mb",
    verify: (req, _res, bytes) => {
      ;(req as Request & { rawBody?: Buffer }).rawBody = bytes
    },
  }),
  express.urlencoded({ limit: "64kb", extended: false }),
]

/** No public page shows what refusals look like. */
const refuse = (res: Response, status: number, code: string, message: string) =>
  res.status(status).setHeader("X-Sim-Assumed", "true").json({ status: "fail", code, message })

/** Veriff's public API: sessions and their decisions. */
export function veriffApi(sessions: Sessions, keys: VeriffKeys, linkOf: (req: Request, id: string) => string) {
  const router = Router()

  const isSigned = (req: Request, message: string | Buffer) => {
    const given = Buffer.from((req.get("x-hmac-signature") ?? "").toLowerCase())
    const right = Buffer.from(hmac(keys.sharedSecret, message))
    return given.length === right.length && timingSafeEqual(given, right)
  }

  router.use((req, res, next) => {
    if (req.get("x-auth-client") === keys.apiKey) {
      next()
    } else {
      refuse(res, 401, "1801", "X-AUTH-CLIENT is missing or unknown")
    }
  })

  router.post(
    "/sessions",
    handler((req, res) => {
      const bytes = (req as Request & { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0)
      // A session may be made with the key alone; a signature that is there must be right.
      if (req.get("x-hmac-signature") !== undefined && !isSigned(req, bytes)) {
        return refuse(res, 401, "1812", "X-HMAC-SIGNATURE does not match the body")
      }
      const read = Create.safeParse(req.body)
      if (!read.success) {
        const [issue] = read.error.issues
        return refuse(res, 400, "1302", `${issue.path.join(".") || "body"}: ${issue.message}`)
      }
      const { callback, person, vendorData } = read.data.verification
      const session = sessions.create({ given: person, callback: callback ?? null, vendor_data: vendorData ?? null })
      const url = linkOf(req, session.id)
      return res.status(201).json({
        status: "success",
        verification: {
          id: session.id,
          url,
          vendorData: session.vendor_data,
          endUserId: null,
          host: new URL(url).origin,
          status: "created",
          sessionToken: `sandbox.${session.id}`,
        },
      })
    })
  )

  router.use("/sessions/:id", (req, res, next) => {
    if (!isSigned(req, req.params.id)) {
      refuse(res, 401, "1812", "X-HMAC-SIGNATURE does not match the session")
    } else if (!sessions.get(req.params.id)) {
      refuse(res, 404, "1501", "the session does not exist")
    } else {
      next()
    }
  })

  router.get("/sessions/:id/decision", (req, res) => void res.json(decisionOf(sessions.find(req.params.id))))

  router.delete("/sessions/:id", (req, res) => {
    sessions.delete(sessions.find(req.params.id))
    res.json({ status: "success", verification: { id: req.params.id } })
  })

  router.use((_req, res) => void refuse(res, 404, "1501", "not found"))

  return router
}
