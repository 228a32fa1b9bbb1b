import type { EnvVariable } from "@rise-via/core"

/** Environment variables that the store gives to this plugin. */
export const env: EnvVariable[] = [
  {
    name: "STORE_TIME_ZONE",
    description:
      "IANA time zone of the shop. Ages are counted on the shop's own calendar day. Default America/Los_Angeles.",
    example: "America/Los_Angeles",
    requiredLive: true,
  },
]
