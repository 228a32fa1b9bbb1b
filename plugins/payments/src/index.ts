import type { RiseViaPlugin } from "@rise-via/core"
import { env as variables } from "../env"
import { PAYMENTS_POSABIT_MODULE } from "./lib/module-names"
import { hostOf, isLiveUrl, type PosabitOptionsInput } from "./lib/options"

export type { PosabitOptions, PosabitOptionsInput } from "./lib/options"

export type PaymentsPluginOptions = {
  /** POSaBIT, Venue API V3: orders are pushed to the register, money is taken in the shop or at the door. */
  posabit?: PosabitOptionsInput
}

/**
 * Payments of a cannabis shop. Adds the payment provider `pp_posabit_posabit` and the module that knows what the
 * register said. In demo every option has a default that leads to the sandbox.
 *
 * @example
 * plugins: withRiseVia(defineConfig({ … }), [core(), payments({ posabit: { baseUrl: process.env.POSABIT_BASE_URL } })])
 */
export function payments(options: PaymentsPluginOptions = {}, env: NodeJS.ProcessEnv = process.env): RiseViaPlugin {
  const posabit = withDefaults(options.posabit ?? {}, env)
  const { paymentMethods, defaultPaymentMethod } = posabit
  return {
    resolve: "@rise-via/payments",
    options: { posabit },
    providers: {
      payment: [
        {
          resolve: "@rise-via/payments/providers/posabit",
          id: "posabit",
          options: { ...(paymentMethods && { paymentMethods }), ...(defaultPaymentMethod && { defaultPaymentMethod }) },
        },
      ],
    },
    dependencies: { payment: [PAYMENTS_POSABIT_MODULE] },
    env: variables,
    refuseLive: (live) => refuseLive(posabit, live),
  }
}

/** Options that were given win over the environment, the environment over the sandbox's values (never live). */
function withDefaults(given: PosabitOptionsInput, env: NodeJS.ProcessEnv): PosabitOptionsInput {
  const isLive = env.RISE_VIA_MODE === "live"
  const demo = isLive
    ? {}
    : {
        baseUrl: `${sandboxUrl(env)}/posabit/api/v3`,
        integratorToken: "sandbox-integrator-token",
        venueToken: "sandbox-venue-token",
        callbackUrl: `http://localhost:${env.PORT || 9000}`,
        fallbackProductId: 1,
      }
  return {
    ...demo,
    ...present({
      baseUrl: env.POSABIT_BASE_URL,
      integratorToken: env.POSABIT_INTEGRATOR_TOKEN,
      venueToken: env.POSABIT_VENUE_TOKEN,
      callbackUrl: env.BACKEND_URL,
      callbackSecret: env.POSABIT_CALLBACK_SECRET || env.JWT_SECRET,
      fallbackProductId: env.POSABIT_FALLBACK_PRODUCT_ID ? Number(env.POSABIT_FALLBACK_PRODUCT_ID) : undefined,
      live: env.PAYMENTS_LIVE === "true",
    }),
    ...present(given),
  }
}

/** Core names variables that are missing; this adds those that are there and wrong. */
function refuseLive(posabit: PosabitOptionsInput, env: NodeJS.ProcessEnv): string[] {
  const problems: string[] = []
  if (env.PAYMENTS_LIVE && !posabit.live) {
    problems.push("PAYMENTS_LIVE is not `true`: real payments are switched off")
  }
  if (posabit.baseUrl && !isLiveUrl(posabit.baseUrl)) {
    problems.push(
      `POSABIT_BASE_URL leads to ${hostOf(posabit.baseUrl) || "no host"}, which is not POSaBIT's production`
    )
  }
  if (!posabit.callbackUrl?.startsWith("https://")) {
    problems.push("BACKEND_URL must be the https address where POSaBIT reaches this store")
  }
  if (env.POSABIT_CALLBACK_SECRET && env.POSABIT_CALLBACK_SECRET.length < 32) {
    problems.push("POSABIT_CALLBACK_SECRET is too weak: use at least 32 random characters")
  }
  if (env.POSABIT_FALLBACK_PRODUCT_ID && !/^[1-9]\d{0,9}$/.test(env.POSABIT_FALLBACK_PRODUCT_ID)) {
    problems.push("POSABIT_FALLBACK_PRODUCT_ID must be a whole number above 0")
  }
  return problems
}

const sandboxUrl = (env: NodeJS.ProcessEnv) => env.SANDBOX_URL || `http://localhost:${env.SANDBOX_PORT || 9100}`

const present = <T extends Record<string, unknown>>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== "")) as T
