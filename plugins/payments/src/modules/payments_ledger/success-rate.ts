import type { ReasonRow, SuccessRow } from "../../lib/ledger/success-rate"
import type { Knex } from "./statements"

export type Buckets = "hour" | "day"
type Period = { from: Date; to: Date }

/**
 * Attempts of a period: each payment session that a service was asked for money, once, with the best that came of it. At
 * a register the asking is the push of the order. An entry without a session is an attempt of its own.
 */
const ATTEMPTS = `
  SELECT provider, coalesce(payment_session_id, id) AS attempt, min(occurred_at) AS at,
         bool_or(outcome = 'succeeded') AS succeeded,
         (array_agg(outcome ORDER BY occurred_at DESC, id DESC))[1] AS last,
         (array_agg(code ORDER BY occurred_at DESC, id DESC))[1] AS code
    FROM payment_entry
   WHERE occurred_at >= ? AND occurred_at < ? AND deleted_at IS NULL
     AND (kind IN ('authorization', 'capture') OR operation = 'create-order')
   GROUP BY provider, coalesce(payment_session_id, id)`

/** Counts by provider and bucket (UTC), oldest first. */
export async function attemptCounts(knex: Knex, { from, to }: Period, bucket: Buckets): Promise<SuccessRow[]> {
  const { rows } = await knex.raw(
    `SELECT provider, to_char(date_trunc(?, at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
            count(*)::int AS attempts,
            count(*) FILTER (WHERE succeeded)::int AS succeeded,
            count(*) FILTER (WHERE NOT succeeded AND last = 'declined')::int AS declined,
            count(*) FILTER (WHERE NOT succeeded AND last = 'failed')::int AS failed,
            count(*) FILTER (WHERE NOT succeeded AND last IN ('pending', 'unknown'))::int AS open
       FROM (${ATTEMPTS}) attempt
      GROUP BY 1, 2 ORDER BY 2, 1`,
    [bucket, from, to]
  )
  return rows
}

/** Why attempts came to nothing, the most frequent first; at most 50. */
export async function attemptReasons(knex: Knex, { from, to }: Period): Promise<ReasonRow[]> {
  const { rows } = await knex.raw(
    `SELECT provider, last AS outcome, code, count(*)::int AS count
       FROM (${ATTEMPTS}) attempt
      WHERE NOT succeeded AND last IN ('declined', 'failed')
      GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 3 NULLS LAST LIMIT 50`,
    [from, to]
  )
  return rows
}
