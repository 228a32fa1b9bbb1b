import { z } from "@medusajs/framework/zod"
import type { RiseViaPlugin } from "../types"
import { env } from "../../env"
import { optionProblems } from "./options"

const AUDIT_KEY =
  "must be a text of at least 32 characters. Set AUDIT_KEY, for example to the output of `openssl rand -hex 32`"

export const CoreOptionsSchema = z.strictObject({
  /** Key of the audit chain and of personal values in it, at least 32 characters. Keep it apart from the database. */
  auditKey: z.string({ error: AUDIT_KEY }).min(32, { error: AUDIT_KEY }).max(1024),
  /** Days that sent and handled messages, calls and checkouts are kept. @default `90` */
  retentionDays: z.number().int().min(1).max(3650).optional(),
  /** Where the sandbox listens. With it, e-mail, SMS and push go there; a live shop has real providers instead. */
  sandboxUrl: z.string().optional(),
})

/** As `medusa-config.ts` gives them; `process.env.AUDIT_KEY` may be undefined, which stops the start and is named. */
export type CoreOptions = Partial<z.input<typeof CoreOptionsSchema>>

/** What a generated demo secret and a copied example look like: not good enough for a live shop. */
const WEAK = /^(supersecret|secret|changeme|demo|test)/i

/** Adds core, and in demo mode the notification provider that hands every message to the sandbox. */
export function core(options: CoreOptions = {}): RiseViaPlugin {
  const { auditKey, retentionDays, sandboxUrl } = options
  return {
    resolve: "@rise-via/core",
    options: { auditKey, ...(retentionDays && { retentionDays }) },
    env,
    problems: () => optionProblems("@rise-via/core", CoreOptionsSchema, options),
    providers: sandboxUrl
      ? {
          notification: [
            {
              resolve: "@rise-via/core/providers/sandbox-notification",
              id: "sandbox",
              options: { channels: ["email", "sms", "push"], sandbox_url: sandboxUrl },
            },
          ],
        }
      : {},
    refuseLive: (environment) => [
      ...(sandboxUrl || environment.SANDBOX_URL ? ["SANDBOX_URL is set: live mode uses no sandbox provider"] : []),
      ...["JWT_SECRET", "COOKIE_SECRET", "AUDIT_KEY"].flatMap((name) => {
        const value = environment[name]
        return value && (value.length < 32 || WEAK.test(value))
          ? [`${name} is too weak: use at least 32 random characters`]
          : []
      }),
    ],
  }
}
