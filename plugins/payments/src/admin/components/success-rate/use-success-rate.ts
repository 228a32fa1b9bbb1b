import { useQuery } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type Counts = {
  attempts: number
  succeeded: number
  declined: number
  failed: number
  open: number
  success_rate: number | null
  payable_success_rate: number | null
}

export type SuccessRate = {
  providers: (Counts & {
    provider: string
    reasons: { outcome: "declined" | "failed"; code: string | null; message: string; count: number }[]
  })[]
  buckets: (Counts & { at: string; provider: string })[]
}

const DAY_MS = 24 * 60 * 60_000

/** The last days until now; the hour keeps the key from changing with every look. */
export function useSuccessRate(days: number) {
  const to = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000)
  const query = {
    from: new Date(to.getTime() - days * DAY_MS).toISOString(),
    to: to.toISOString(),
    bucket: days > 1 ? "day" : "hour",
  }
  return useQuery({
    queryKey: ["payments-success-rate", query],
    queryFn: () => sdk.client.fetch<SuccessRate>("/admin/payments/success-rate", { query }),
  })
}
