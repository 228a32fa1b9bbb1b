import { isLiveAeropay, type AeropayOptionsInput } from "../aeropay/options"
import { hostOf } from "../hosts"
import { PAYMENTS_AEROPAY_MODULE } from "../module-names"
import { present, sandboxUrl, timeoutMs, type Gateway } from "./gateway"

/** Off in live as long as it has no key. */
export const aeropay: Gateway<AeropayOptionsInput> = {
  withDefaults(given, env) {
    const isLive = env.RISE_VIA_MODE === "live"
    const demo = isLive
      ? {}
      : {
          baseUrl: `${sandboxUrl(env)}/aeropay/v2`,
          apiKey: "sandbox-aeropay-key",
          apiSecret: "sandbox-aeropay-secret",
          merchantId: 582,
          signingKeys: ["5a9d0c1b7e3f4826a1d5c9e07b3f6428d0e4a8b2c6f13957e8d2b4a6c0f19375"],
          callbackUrl: `http://localhost:${env.PORT || 9000}`,
        }
    const signingKeys = [env.AEROPAY_SIGNING_KEY, env.AEROPAY_SIGNING_KEY_PREVIOUS].filter((key) => !!key) as string[]
    return {
      ...demo,
      ...present({
        baseUrl: env.AEROPAY_BASE_URL,
        apiKey: env.AEROPAY_API_KEY,
        apiSecret: env.AEROPAY_API_SECRET,
        merchantId: env.AEROPAY_MERCHANT_ID ? Number(env.AEROPAY_MERCHANT_ID) : undefined,
        signingKeys: signingKeys.length ? signingKeys : undefined,
        callbackUrl: env.BACKEND_URL,
        flow: env.AEROPAY_FLOW as AeropayOptionsInput["flow"],
        timeoutMs: timeoutMs(env),
        live: env.PAYMENTS_LIVE === "true",
      }),
      ...present(given),
    }
  },

  provider() {
    return { resolve: "@rise-via/payments/providers/aeropay", id: "aeropay", options: {} }
  },

  modules: [PAYMENTS_AEROPAY_MODULE],

  refuseLive({ baseUrl, callbackUrl, apiSecret, merchantId }) {
    const missing = (isThere: unknown, name: string) => (isThere ? [] : [`${name} is missing: AEROPAY_API_KEY is set`])
    return [
      ...missing(baseUrl, "AEROPAY_BASE_URL"),
      ...missing(apiSecret, "AEROPAY_API_SECRET"),
      ...missing(merchantId, "AEROPAY_MERCHANT_ID"),
      ...(baseUrl && !isLiveAeropay(baseUrl)
        ? [`AEROPAY_BASE_URL leads to ${hostOf(baseUrl) || "no host"}, which is not Aeropay's production`]
        : []),
      ...(callbackUrl?.startsWith("https://")
        ? []
        : ["BACKEND_URL must be the https address where Aeropay reaches this store"]),
    ]
  },
}
