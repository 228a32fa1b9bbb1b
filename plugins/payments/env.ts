import type { EnvVariable } from "@rise-via/core"

/** Every environment variable of this plugin; `.env.template` is written from it. */
export const env: EnvVariable[] = [
  {
    name: "POSABIT_BASE_URL",
    description:
      "POSaBIT Venue API V3, without a slash at the end. Default in demo: the sandbox. Staging is https://staging-app.posabit.com/api/v3.",
    example: "https://app.posabit.com/api/v3",
    requiredLive: true,
  },
  {
    name: "POSABIT_INTEGRATOR_TOKEN",
    description: "Integrator token that POSaBIT gave you. Default in demo: the sandbox's.",
    secret: true,
    requiredLive: true,
  },
  {
    name: "POSABIT_VENUE_TOKEN",
    description: "Token of the shop (venue) at POSaBIT. Default in demo: the sandbox's.",
    secret: true,
    requiredLive: true,
  },
  {
    name: "POSABIT_CALLBACK_SECRET",
    description:
      "Key from which the secret address of each order's callback is derived, at least 16 characters. Default: derived from JWT_SECRET.",
    secret: true,
  },
  {
    name: "POSABIT_FALLBACK_PRODUCT_ID",
    description:
      "POSaBIT product id (a whole number) for products without one of their own. Without it, such products cannot be bought with POSaBIT. Default in demo: 1.",
    example: "4711",
  },
  {
    name: "POSABIT_MENU_FEED_KEYS",
    description:
      "Keys of POSaBIT's menu feeds, separated by commas, whose products become the shop's catalog. Without it no menu is imported. Default in demo: the sandbox's, on request only.",
    example: "a1b2c3",
  },
  {
    name: "POSABIT_TERMINAL",
    description:
      "`true` would allow counter terminals (POSaBIT Connect v3). Refused at start: their contract is not public yet.",
    example: "false",
  },
  {
    name: "PAYMENTS_LIVE",
    description:
      "`true` allows real payment services. Without it a live start, and any address of a real service, is refused.",
    example: "true",
    requiredLive: true,
  },
  {
    name: "HYPUR_ENABLED",
    description:
      "`true` offers Hypur (POSaBIT Pay) at the checkout. Default in demo: true, at the sandbox; in live: off.",
    example: "true",
  },
  {
    name: "HYPUR_BASE_URL",
    description: "Hypur's payments API, without a slash at the end. Default in demo: the sandbox.",
    example: "https://coreapi.posabit.com/thirdparty/payments/v1.0",
  },
  {
    name: "HYPUR_CONSUMER_URL",
    description: "Hypur's consumer API, for looking up a shopper's phone. Default in demo: the sandbox.",
    example: "https://api.hypur.com/merchants",
  },
  {
    name: "HYPUR_SDK_URL",
    description: "Script of Hypur's browser SDK. Default in demo: the sandbox's stub.",
    example: "https://coreapi.posabit.com/ThirdParty/scripts/client/sdk-1.0.min.js",
  },
  {
    name: "HYPUR_CLIENT_PUB_KEY",
    description: "Public key that Hypur gave you; the storefront sees it.",
    example: "pk_1234",
  },
  { name: "HYPUR_CLIENT_ID", description: "Client id that Hypur gave you.", secret: true },
  { name: "HYPUR_CLIENT_SECRET", description: "Client secret that Hypur gave you.", secret: true },
  { name: "HYPUR_MERCHANT_TOKEN", description: "Merchant token for Hypur's consumer API.", secret: true },
  {
    name: "HYPUR_WEBHOOK_SECRET",
    description: "Key of Hypur's webhooks, or the secret part of their address, at least 16 characters.",
    secret: true,
  },
  {
    name: "PAYMENTS_TIMEOUT_MS",
    description: "Milliseconds that the answer of a payment service is waited for, 500 to 60000. Default: 10000.",
    example: "10000",
  },
  {
    name: "PAYMENTS_RISK_MODE",
    description:
      "`enforce` decides, `observe` only notes what it would have decided, `off` scores nothing. Default: enforce.",
    example: "observe",
  },
  {
    name: "PAYMENTS_RISK_KEY",
    description:
      "Key of the hashes that stand for network addresses, devices and bank accounts, at least 32 characters live. Default: JWT_SECRET.",
    secret: true,
  },
  {
    name: "PAYMENTS_RISK_PROXIES",
    description:
      "Number of your proxies before the store that add to X-Forwarded-For. Default: 0, the calling address counts.",
    example: "1",
  },
  {
    name: "PAYMENTS_REFUND_APPROVAL_ABOVE",
    description:
      "A refund above this needs a second person: cents by currency, separated by commas. Default: none does.",
    example: "usd=20000",
  },
  {
    name: "PAYMENTS_REFUND_DAILY_LIMIT",
    description:
      "What one person may give back in 24 hours without a second one: cents by currency, separated by commas. Default: no limit.",
    example: "usd=100000",
  },
  {
    name: "AEROPAY_API_KEY",
    description:
      "API key that Aeropay gave the merchant. Without it a live shop does not offer Aeropay. Default in demo: the sandbox's.",
    secret: true,
  },
  {
    name: "AEROPAY_API_SECRET",
    description: "The secret that belongs to AEROPAY_API_KEY. Default in demo: the sandbox's.",
    secret: true,
  },
  {
    name: "AEROPAY_MERCHANT_ID",
    description: "Aeropay's number of the merchant. Default in demo: 582, the sandbox's.",
    example: "582",
  },
  {
    name: "AEROPAY_BASE_URL",
    description:
      "Aeropay's API with its version, without a slash at the end. Default in demo: the sandbox. Aeropay's own sandbox is https://api.sandbox-pay.aero.inc/v2.",
    example: "https://api.aeropay.com/v2",
  },
  {
    name: "AEROPAY_SIGNING_KEY",
    description:
      "Key that signs Aeropay's webhooks; `npx medusa exec` of the script aeropay-setup makes one, and with `rotate` a new one. A live shop without it starts with a warning: its webhooks are refused, and payments are polled. Default in demo: the sandbox's.",
    secret: true,
  },
  {
    name: "AEROPAY_SIGNING_KEY_PREVIOUS",
    description: "The key before, while webhooks signed with it may still arrive.",
    secret: true,
  },
  {
    name: "AEROPAY_FLOW",
    description: "`preauth` holds the money until staff capture it, `sale` takes it with the order. Default: preauth.",
    example: "preauth",
  },
]
