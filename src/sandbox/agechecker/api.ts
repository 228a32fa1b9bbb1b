import { z } from "@medusajs/framework/zod"
import { Router, type Request, type Response } from "express"
import { handler } from "../frame/problem"
import { Buyer, Options, type Verification, type Verifications } from "./verifications"

export type AgeCheckerKeys = { key: string; secret: string }

const Create = z.object({
  key: z.string(),
  secret: z.string().optional(),
  data: Buyer,
  options: Options.optional(),
})
const Validate = z.object({ key: z.string(), uuid: z.string() })

const refuse = (res: Response, code: string, message: string) => res.status(400).json({ error: { code, message } })

/** Only one code and one status of refusals are published. */
const assume = (res: Response) => res.setHeader("X-Sim-Assumed", "true")

/** AgeChecker.Net's server API, version 1. */
export function ageCheckerApi(verifications: Verifications, keys: AgeCheckerKeys) {
  const router = Router()
  const isOurs = (req: Request, inBody?: string) => (inBody ?? req.get("x-agechecker-secret")) === keys.secret

  router.post(
    "/create",
    handler((req, res) => {
      if (req.body?.key !== keys.key) {
        return refuse(res, "invalid_token", "Domain token was not recognized.")
      }
      const read = Create.safeParse(req.body)
      if (!read.success) {
        const [issue] = read.error.issues
        return refuse(assume(res), "invalid_data", `${issue.path.join(".")}: ${issue.message}`)
      }
      const { key, data, options, secret } = read.data
      if (options && !isOurs(req, secret)) {
        return refuse(assume(res), "invalid_secret", "Options need the account's secret.")
      }
      const verification = verifications.create(key, data, options ?? Options.parse({}))
      return res.json(
        verification ? { uuid: verification.uuid, status: verification.status } : { status: "not_created" }
      )
    })
  )

  router.get("/status/:uuid", (req, res) => {
    const verification = verifications.get(req.params.uuid)
    if (!verification) {
      refuse(res, "uuid_not_found", "The verification was not found.")
    } else {
      res.json({ ...statusOf(verification), ...(isOurs(req) && detailsOf(verification)) })
    }
  })

  // Merchants' code calls it; what it answers is not published.
  router.post(
    "/validate",
    handler((req, res) => {
      const read = Validate.safeParse(req.body)
      const verification = read.success ? verifications.get(read.data.uuid) : undefined
      assume(res)
      return verification && verification.key === read.data?.key
        ? res.json(statusOf(verification))
        : refuse(res, "uuid_not_found", "The verification was not found.")
    })
  )

  router.use(
    (_req, res) =>
      void assume(res)
        .status(404)
        .json({ error: { code: "not_found", message: "Not found." } })
  )

  return router
}

const statusOf = ({ status, reason }: Verification) => ({ status, ...(status === "denied" && { reason }) })

const detailsOf = ({ key, buyer, created, metadata }: Verification) => ({
  key,
  verification: { buyer, created },
  metadata,
})
