import { hostOf } from "../hosts"
import { isLiveHypurUrl, type HypurOptionsInput } from "../hypur/options"
import { PAYMENTS_HYPUR_MODULE } from "../module-names"
import { present, sandboxUrl, timeoutMs, type Gateway } from "./gateway"

export const hypur: Gateway<HypurOptionsInput> = {
  withDefaults(given, env) {
    const sandbox = `${sandboxUrl(env)}/hypur`
    const demo: HypurOptionsInput =
      env.RISE_VIA_MODE === "live"
        ? {}
        : {
            enabled: true,
            baseUrl: `${sandbox}/thirdparty/payments/v1.0`,
            consumerUrl: `${sandbox}/merchants`,
            sdkUrl: `${sandbox}/ThirdParty/scripts/client/sdk-1.0.min.js`,
            clientPubKey: "sandbox-hypur-pub-key",
            clientId: "sandbox-hypur-client",
            clientSecret: "sandbox-hypur-secret",
            merchantToken: "sandbox-hypur-merchant",
            // The sandbox's own guesses; live they are off until Hypur has told them.
            methods: { getRequest: "GetRequest", refund: "Refund", cancel: "Cancel" },
            sendReference: "Reference",
            webhook: { mode: "hmac", secret: "sandbox-hypur-webhook-secret" },
          }
    return {
      ...demo,
      ...present({
        enabled: env.HYPUR_ENABLED ? env.HYPUR_ENABLED === "true" : undefined,
        baseUrl: env.HYPUR_BASE_URL,
        consumerUrl: env.HYPUR_CONSUMER_URL,
        sdkUrl: env.HYPUR_SDK_URL,
        clientPubKey: env.HYPUR_CLIENT_PUB_KEY,
        clientId: env.HYPUR_CLIENT_ID,
        clientSecret: env.HYPUR_CLIENT_SECRET,
        merchantToken: env.HYPUR_MERCHANT_TOKEN,
        timeoutMs: timeoutMs(env),
        live: env.PAYMENTS_LIVE === "true",
      }),
      ...present(given),
      ...withSecret(given.webhook ?? demo.webhook, env.HYPUR_WEBHOOK_SECRET),
    }
  },

  provider() {
    return { resolve: "@rise-via/payments/providers/hypur", id: "hypur", options: {} }
  },

  modules: [PAYMENTS_HYPUR_MODULE],

  refuseLive({ enabled, baseUrl, sdkUrl, consumerUrl, environment }) {
    if (!enabled) {
      return []
    }
    const wrong = Object.entries({ HYPUR_BASE_URL: baseUrl, HYPUR_SDK_URL: sdkUrl, HYPUR_CONSUMER_URL: consumerUrl })
      .filter(([, address]) => address && !isLiveHypurUrl(address))
      .map(([name, address]) => `${name} leads to ${hostOf(address!) || "no host"}, which is not Hypur's production`)
    return environment === "PRO" ? wrong : [...wrong, "the option hypur.environment must be PRO in live mode"]
  },
}

const withSecret = (webhook: HypurOptionsInput["webhook"], secret: string | undefined) =>
  webhook || secret ? { webhook: { ...webhook, ...(secret && { secret }) } } : {}
