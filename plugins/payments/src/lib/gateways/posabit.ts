import { hostOf } from "../hosts"
import { PAYMENTS_POSABIT_MODULE } from "../module-names"
import { isLiveUrl, type PosabitOptionsInput } from "../options"
import { present, sandboxUrl, timeoutMs, type Gateway } from "./gateway"

export const posabit: Gateway<PosabitOptionsInput> = {
  withDefaults(given, env) {
    const isLive = env.RISE_VIA_MODE === "live"
    const demo = isLive
      ? {}
      : {
          baseUrl: `${sandboxUrl(env)}/posabit/api/v3`,
          integratorToken: "sandbox-integrator-token",
          venueToken: "sandbox-venue-token",
          callbackUrl: `http://localhost:${env.PORT || 9000}`,
          fallbackProductId: 1,
          menu: { feedKeys: ["sandbox-menu"], nightly: false },
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
        timeoutMs: timeoutMs(env),
        menu: env.POSABIT_MENU_FEED_KEYS
          ? { feedKeys: env.POSABIT_MENU_FEED_KEYS.split(",").map((key) => key.trim()) }
          : undefined,
        terminal: env.POSABIT_TERMINAL === "true" ? true : undefined,
        live: env.PAYMENTS_LIVE === "true",
      }),
      ...present(given),
    }
  },

  provider({ paymentMethods, defaultPaymentMethod }) {
    return {
      resolve: "@rise-via/payments/providers/posabit",
      id: "posabit",
      options: { ...(paymentMethods && { paymentMethods }), ...(defaultPaymentMethod && { defaultPaymentMethod }) },
    }
  },

  modules: [PAYMENTS_POSABIT_MODULE],

  refuseLive({ baseUrl, callbackUrl }, env) {
    const problems: string[] = []
    if (baseUrl && !isLiveUrl(baseUrl)) {
      problems.push(`POSABIT_BASE_URL leads to ${hostOf(baseUrl) || "no host"}, which is not POSaBIT's production`)
    }
    if (!callbackUrl?.startsWith("https://")) {
      problems.push("BACKEND_URL must be the https address where POSaBIT reaches this store")
    }
    if (env.POSABIT_CALLBACK_SECRET && env.POSABIT_CALLBACK_SECRET.length < 32) {
      problems.push("POSABIT_CALLBACK_SECRET is too weak: use at least 32 random characters")
    }
    if (env.POSABIT_FALLBACK_PRODUCT_ID && !/^[1-9]\d{0,9}$/.test(env.POSABIT_FALLBACK_PRODUCT_ID)) {
      problems.push("POSABIT_FALLBACK_PRODUCT_ID must be a whole number above 0")
    }
    return problems
  },
}
