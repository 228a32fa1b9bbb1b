import { z } from "@medusajs/framework/zod"
import { Router, type Request } from "express"
import { leavePage, personPage } from "../frame/person-page"
import { handler, notFound, Paging, parse } from "../frame/problem"
import type { SandboxFrame, SandboxService } from "../frame/service"
import { AT_ONCE, SignedWebhooks, Travel } from "../frame/webhooks"
import { hmac, signedJson, veriffApi, type VeriffKeys } from "./api"
import { panel } from "./panel"
import { Decide, Sessions, type Addresses } from "./sessions"

/** Worthless anywhere else. */
export const DEFAULT_VERIFF: VeriffKeys = { apiKey: "sandbox-veriff-key", sharedSecret: "sandbox-veriff-secret" }

export type VeriffOptions = Partial<VeriffKeys> & { webhooks?: Partial<Addresses> }

/** Repeated for up to a week; the times between are not published. */
const RETRIES_MS = [60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 259_200_000]

const Settings = z.strictObject({
  decision_url: z.url().nullable().optional(),
  event_url: z.url().nullable().optional(),
})
const Query = z.strictObject({ q: z.string().max(255).optional(), ...Paging })
/** What a customer can do by themselves; the rest is Veriff's. */
const Choice = z.object({ outcome: z.enum(["approved", "minor", "declined", "submitted", "abandoned"]) })

const CHOICES = [
  { label: "Show a licence that is in order", value: "approved" },
  { label: "Show a licence of a seventeen-year-old", value: "minor" },
  { label: "Show a forged licence", value: "declined" },
  { label: "Send the images, without a decision yet", value: "submitted" },
  { label: "Give up", value: "abandoned" },
]

/** Veriff's API below `/veriff/v1`, the customer's page at `/veriff/v/:id`, and what Veriff decides below `/veriff/__sim`. */
export function veriff(frame: SandboxFrame, options: VeriffOptions = {}): SandboxService {
  const keys = {
    apiKey: options.apiKey || DEFAULT_VERIFF.apiKey,
    sharedSecret: options.sharedSecret || DEFAULT_VERIFF.sharedSecret,
  }
  const first: Addresses = { decision: options.webhooks?.decision ?? null, event: options.webhooks?.event ?? null }
  let addresses = first
  const webhooks = new SignedWebhooks(frame, {
    userAgent: "Veriff sandbox",
    retriesMs: RETRIES_MS,
    sign: (text, _at, isWrong) => ({
      "x-auth-client": keys.apiKey,
      "x-hmac-signature": hmac(isWrong ? `${keys.sharedSecret}-of-another` : keys.sharedSecret, text),
    }),
  })
  const sessions = new Sessions(frame, webhooks, () => addresses)

  const router = Router()
  router.use(
    "/__sim",
    staff(sessions, webhooks, (changed) => (addresses = { ...addresses, ...changed }))
  )
  router.use("/v", customerPage(sessions, frame))
  router.use("/v1", veriffApi(sessions, keys, linkOf))

  return {
    name: "veriff",
    title: "Veriff: checks of identity documents",
    parsers: signedJson,
    router,
    reset: () => {
      sessions.reset()
      webhooks.reset()
      addresses = first
    },
    state: () => ({ addresses, sessions: sessions.newestFirst(), webhooks: webhooks.newestFirst() }),
    panel: panel(sessions, webhooks),
  }
}

const linkOf = (req: Request, id: string) => `${req.protocol}://${req.get("host")}/veriff/v/${id}`

function staff(sessions: Sessions, webhooks: SignedWebhooks, configure: (changed: Partial<Addresses>) => Addresses) {
  const router = Router()

  router.post(
    "/settings",
    handler((req, res) => {
      const { decision_url: decision, event_url: event } = parse(Settings, req.body)
      res.json({
        webhooks: configure({ ...(decision !== undefined && { decision }), ...(event !== undefined && { event }) }),
      })
    })
  )
  router.get(
    "/sessions",
    handler((req, res) => {
      const { rows, count, limit, offset } = sessions.page(parse(Query, req.query))
      res.json({ sessions: rows, count, limit, offset })
    })
  )
  router.get(
    "/sessions/:id",
    handler((req, res) => res.json({ session: sessions.find(req.params.id) }))
  )
  router.post(
    "/sessions/:id/decide",
    handler((req, res) => {
      const session = sessions.find(req.params.id)
      const sent = sessions.decide(session, parse(Decide, req.body))
      res.json({ session, webhooks: sent })
    })
  )
  router.post(
    "/webhooks/:id/send",
    handler((req, res) => res.json({ webhooks: webhooks.again(req.params.id, parse(Travel, req.body)) }))
  )
  router.use(notFound)

  return router
}

function customerPage(sessions: Sessions, { clock }: SandboxFrame) {
  const router = Router()

  router.get(
    "/:id",
    handler((req, res) => {
      sessions.find(req.params.id)
      const text = "A stand-in for Veriff: no image is taken. What shall the check come to?"
      personPage(res, { title: "Show your licence", text, choices: CHOICES })
    })
  )
  router.post(
    "/:id",
    handler((req, res) => {
      const session = sessions.find(req.params.id)
      const { outcome } = parse(Choice, req.body)
      const isMinor = outcome === "minor"
      const seventeen = { dateOfBirth: `${clock.now().getUTCFullYear() - 17}-01-01` }
      sessions.decide(session, {
        outcome: isMinor ? "approved" : outcome,
        person: isMinor ? seventeen : {},
        document: {},
        webhook: AT_ONCE,
      })
      leavePage(res, session.callback)
    })
  )
  router.use(notFound)

  return router
}
