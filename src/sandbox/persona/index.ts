import { createHmac } from "node:crypto"
import { z } from "@medusajs/framework/zod"
import { Router, type Request } from "express"
import { leavePage, personPage } from "../frame/person-page"
import { handler, notFound, Paging, parse, Problem } from "../frame/problem"
import type { SandboxFrame, SandboxService } from "../frame/service"
import { AT_ONCE, SignedWebhooks, Travel } from "../frame/webhooks"
import { personaApi } from "./api"
import { Decide, Inquiries } from "./inquiries"
import { panel } from "./panel"

/** Worthless anywhere else. */
export const DEFAULT_PERSONA = {
  apiKey: "persona_sandbox_sandbox-key",
  webhookSecret: "wbhsec_sandbox-secret",
  templateId: "itmpl_sandbox",
}

export type PersonaOptions = Partial<Pick<typeof DEFAULT_PERSONA, "apiKey" | "webhookSecret">> & {
  webhookUrl?: string | null
}

/** Tried eight times in all; the times between are not published. */
const RETRIES_MS = [10_000, 60_000, 300_000, 1_800_000, 3_600_000, 21_600_000, 43_200_000]

const Settings = z.strictObject({
  webhook_url: z.url().nullable().optional(),
  /** A second secret signs too, as while one is being replaced. */
  former_secret: z.string().min(1).max(255).nullable().optional(),
})
const Query = z.strictObject({ q: z.string().max(255).optional(), ...Paging })
const Choice = z.object({ outcome: z.enum(["approved", "minor", "declined", "needs_review", "pending"]) })

const CHOICES = [
  { label: "Show a licence that is in order", value: "approved" },
  { label: "Show a licence of a seventeen-year-old", value: "minor" },
  { label: "Show a forged licence", value: "declined" },
  { label: "Show one that a person must look at", value: "needs_review" },
  { label: "Start, and come back later", value: "pending" },
]

/** Persona's API below `/persona/api/v1`, the customer's page at `/persona/verify?code=`, its people below `/persona/__sim`. */
export function persona(frame: SandboxFrame, options: PersonaOptions = {}): SandboxService {
  const apiKey = options.apiKey || DEFAULT_PERSONA.apiKey
  const secret = options.webhookSecret || DEFAULT_PERSONA.webhookSecret
  const first = { webhook_url: options.webhookUrl ?? null, former_secret: null as string | null }
  let settings = first
  const webhooks = new SignedWebhooks(frame, {
    userAgent: "Persona sandbox",
    retriesMs: RETRIES_MS,
    sign: (text, at, isWrong) => {
      const secrets = [settings.former_secret, isWrong ? `${secret}-of-another` : secret]
      const pairs = secrets.filter((one) => one !== null).map((one) => signed(text, at, one))
      return { "persona-signature": pairs.join(" ") }
    },
  })
  const inquiries = new Inquiries(frame, webhooks, () => settings.webhook_url)

  const router = Router()
  router.use(
    "/__sim",
    staff(inquiries, webhooks, (changed) => {
      settings = { ...settings, ...changed }
      return { webhook_url: settings.webhook_url }
    })
  )
  router.use("/verify", customerPage(inquiries, frame))
  router.use("/api/v1", personaApi(inquiries, apiKey, linkOf))

  return {
    name: "persona",
    title: "Persona: checks of identity documents",
    router,
    reset: () => {
      inquiries.reset()
      webhooks.reset()
      settings = first
    },
    state: () => ({
      webhook_url: settings.webhook_url,
      inquiries: inquiries.newestFirst(),
      webhooks: webhooks.newestFirst(),
    }),
    panel: panel(inquiries, webhooks),
  }
}

function signed(text: string, at: Date, secret: string) {
  const time = Math.floor(at.getTime() / 1000)
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${text}`).digest("hex")}`
}

function linkOf(req: Request, code: string) {
  const url = `${req.protocol}://${req.get("host")}/persona/verify?code=${code}`
  return { long: url, short: url }
}

function staff(
  inquiries: Inquiries,
  webhooks: SignedWebhooks,
  configure: (changed: Partial<{ webhook_url: string | null; former_secret: string | null }>) => unknown
) {
  const router = Router()

  router.post(
    "/settings",
    handler((req, res) => res.json({ settings: configure(parse(Settings, req.body)) }))
  )
  router.get(
    "/inquiries",
    handler((req, res) => {
      const { rows, count, limit, offset } = inquiries.page(parse(Query, req.query))
      res.json({ inquiries: rows, count, limit, offset })
    })
  )
  router.get(
    "/inquiries/:id",
    handler((req, res) => res.json({ inquiry: inquiries.find(req.params.id) }))
  )
  router.post(
    "/inquiries/:id/decide",
    handler((req, res) => {
      const inquiry = inquiries.find(req.params.id)
      const sent = inquiries.decide(inquiry, parse(Decide, req.body))
      res.json({ inquiry, webhooks: sent })
    })
  )
  router.post(
    "/webhooks/:id/send",
    handler((req, res) => res.json({ webhooks: webhooks.again(req.params.id, parse(Travel, req.body)) }))
  )
  router.use(notFound)

  return router
}

function customerPage(inquiries: Inquiries, { clock }: SandboxFrame) {
  const router = Router()

  const find = (req: Request) => {
    const inquiry = inquiries.byCode(String(req.query.code ?? ""))
    if (!inquiry) {
      throw new Problem(404, "this link is not, or no longer, valid", "code")
    }
    return inquiry
  }

  router.get(
    "/",
    handler((req, res) => {
      find(req)
      const text = "A stand-in for Persona: no image is taken. What shall the check come to?"
      personPage(res, { title: "Show your licence", text, choices: CHOICES })
    })
  )
  router.post(
    "/",
    handler((req, res) => {
      const inquiry = find(req)
      const { outcome } = parse(Choice, req.body)
      const isMinor = outcome === "minor"
      const seventeen = { birth_date: `${clock.now().getUTCFullYear() - 17}-01-01` }
      inquiries.decide(inquiry, {
        outcome: isMinor ? "approved" : outcome,
        document: isMinor ? seventeen : {},
        webhook: AT_ONCE,
      })
      leavePage(res, inquiry.redirect_uri)
    })
  )
  router.use(notFound)

  return router
}
