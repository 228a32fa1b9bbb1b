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
    name: "PAYMENTS_LIVE",
    description:
      "`true` allows real payment services. Without it a live start, and any address of a real service, is refused.",
    example: "true",
    requiredLive: true,
  },
]
