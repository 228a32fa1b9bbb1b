import { z } from "@medusajs/framework/zod"
import { Router } from "express"
import { handler, notFound, Paging, parse } from "../frame/problem"
import type { SandboxFrame, SandboxService } from "../frame/service"
import { ageCheckerApi, type AgeCheckerKeys } from "./api"
import { panel } from "./panel"
import { Change, Settings, Verifications } from "./verifications"

/** Worthless anywhere else. */
export const DEFAULT_AGECHECKER: AgeCheckerKeys = { key: "sandbox-agechecker-key", secret: "sandbox-agechecker-secret" }

const Query = z.strictObject({ q: z.string().max(255).optional(), ...Paging })

/** AgeChecker.Net's server API below `/agechecker/v1`; what customers and its people do is below `/agechecker/__sim`. */
export function agechecker(frame: SandboxFrame, options: Partial<AgeCheckerKeys> = {}): SandboxService {
  const verifications = new Verifications(frame)

  const router = Router()
  router.use("/__sim", staff(verifications))
  router.use(
    "/v1",
    ageCheckerApi(verifications, {
      key: options.key || DEFAULT_AGECHECKER.key,
      secret: options.secret || DEFAULT_AGECHECKER.secret,
    })
  )

  return {
    name: "agechecker",
    title: "AgeChecker.Net: age checks by records",
    router,
    reset: () => verifications.reset(),
    state: () => ({ answer: verifications.answer, verifications: verifications.newestFirst() }),
    panel: panel(verifications),
  }
}

function staff(verifications: Verifications) {
  const router = Router()

  router.post(
    "/settings",
    handler((req, res) => {
      verifications.answer = parse(Settings, req.body).answer
      res.json({ answer: verifications.answer })
    })
  )
  router.get(
    "/verifications",
    handler((req, res) => {
      const { rows, count, limit, offset } = verifications.page(parse(Query, req.query))
      res.json({ verifications: rows, count, limit, offset })
    })
  )
  router.post(
    "/verifications/:uuid/status",
    handler((req, res) => {
      const verification = verifications.find(req.params.uuid)
      verifications.change(verification, parse(Change, req.body))
      res.json({ verification })
    })
  )
  router.post(
    "/verifications/:uuid/upload",
    handler((req, res) => {
      const verification = verifications.find(req.params.uuid)
      verifications.upload(verification)
      res.json({ verification })
    })
  )
  router.use(notFound)

  return router
}
