import type { RiseViaPlugin } from "../types"
import { env } from "../../env"

export type CoreOptions = {
  /** Key of the audit chain and of personal values in it, at least 32 characters. Keep it apart from the database. */
  auditKey?: string
  /** Days that sent and handled messages, calls and checkouts are kept. Default 90. */
  retentionDays?: number
  /** Where the sandbox listens. With it, e-mail, SMS and push go there; a live shop has real providers instead. */
  sandboxUrl?: string
}

/** What a generated demo secret and a copied example look like: not good enough for a live shop. */
const WEAK = /^(supersecret|secret|changeme|demo|test)/i

/** Adds core, and in demo mode the notification provider that hands every message to the sandbox. */
export function core({ auditKey, retentionDays, sandboxUrl }: CoreOptions = {}): RiseViaPlugin {
  return {
    resolve: "@rise-via/core",
    options: { auditKey, ...(retentionDays && { retentionDays }) },
    env,
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
