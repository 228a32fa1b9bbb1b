import type { GatewayName } from "../../types"

/** One provider's attempts of a bucket, or of the whole period. An attempt is a payment session that a service was asked about. */
export type AttemptCounts = {
  attempts: number
  succeeded: number
  /** The shopper's bank or the service's risk engine said no. */
  declined: number
  /** The service, the network or we did not manage. */
  failed: number
  /** Nobody knows yet, or it is on its way. */
  open: number
}

export type SuccessRate = AttemptCounts & {
  /** Of all that are over; `null` when none is. */
  success_rate: number | null
  /** Of all that are over and were not declined: shoppers who could have paid. */
  payable_success_rate: number | null
}

export type SuccessRow = AttemptCounts & { provider: GatewayName; at: string }
export type ReasonRow = { provider: GatewayName; outcome: "declined" | "failed"; code: string | null; count: number }

const ratio = (part: number, whole: number) => (whole > 0 ? Math.round((part / whole) * 10_000) / 10_000 : null)

export const rateOf = (counts: AttemptCounts): SuccessRate => ({
  ...counts,
  success_rate: ratio(counts.succeeded, counts.attempts - counts.open),
  payable_success_rate: ratio(counts.succeeded, counts.succeeded + counts.failed),
})

const NONE: AttemptCounts = { attempts: 0, succeeded: 0, declined: 0, failed: 0, open: 0 }

export const sumOf = (rows: AttemptCounts[]): AttemptCounts =>
  rows.reduce(
    (sum, row) => ({
      attempts: sum.attempts + row.attempts,
      succeeded: sum.succeeded + row.succeeded,
      declined: sum.declined + row.declined,
      failed: sum.failed + row.failed,
      open: sum.open + row.open,
    }),
    NONE
  )
