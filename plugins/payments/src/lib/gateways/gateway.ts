import type { RiseViaPlugin } from "@rise-via/core"

type PaymentProvider = { resolve: string; id: string; options: Record<string, unknown> }

/** One payment service's share of the plugin: its options, its Medusa provider, its module and its refusals. */
export type Gateway<Input> = {
  /** Options that were given win over the environment, the environment over the sandbox's values (never live). */
  withDefaults(given: Input, env: NodeJS.ProcessEnv): Input
  /** The Medusa payment provider, with the few options that it needs; the module gets all of them. */
  provider(options: Input): PaymentProvider
  /** Modules that the provider asks for. */
  modules: string[]
  /** Core names variables that are missing; this adds those that are there and wrong. */
  refuseLive(options: Input, env: NodeJS.ProcessEnv): ReturnType<NonNullable<RiseViaPlugin["refuseLive"]>>
}

/** Where the sandbox of a demo listens. */
export const sandboxUrl = (env: NodeJS.ProcessEnv) => env.SANDBOX_URL || `http://localhost:${env.SANDBOX_PORT || 9100}`

/** Without what was not set, so that an empty variable does not hide a default. */
export const present = <T extends Record<string, unknown>>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== "")) as T

/** How long any payment service is waited for; each may have a `timeoutMs` of its own. */
export const timeoutMs = (env: NodeJS.ProcessEnv) =>
  env.PAYMENTS_TIMEOUT_MS ? Number(env.PAYMENTS_TIMEOUT_MS) : undefined
