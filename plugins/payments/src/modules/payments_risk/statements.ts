import type { PastSale } from "../../lib/risk/dry-run"
import type { RiskHistory } from "../../lib/risk/features"
import type { LabelledSale } from "../../lib/risk/model"

/** knex; Medusa types its managers as `unknown`. */
export type Knex = any

/** Who and where an attempt comes from; the hashes are those of `signalHash`. */
export type RiskSubjects = {
  customer_id: string | null
  device_hash: string | null
  ip_hash: string | null
  bank_hash: string | null
}

export type RiskSituation = { history: RiskHistory; rules_version: number; model_version: number | null }

const HOUR_MS = 60 * 60_000
/** Of each subject, newest first: bounds what one attempt can cost. */
const MAX_ROWS = 200

const newest = (column: string, since: string) => `(
  SELECT customer_id, device_hash, state, amount_cents, assessed_at FROM payment_risk_assessment
   WHERE ${column} = :${column} AND assessed_at > :${since} AND deleted_at IS NULL
   ORDER BY assessed_at DESC LIMIT ${MAX_ROWS}) attempt`

const HOUR = "count(*) FILTER (WHERE assessed_at > :hour)"
const DAY = "count(*) FILTER (WHERE assessed_at > :day)"
const OTHERS = "count(DISTINCT customer_id) FILTER (WHERE customer_id IS DISTINCT FROM :customer_id)"
const bad = (column: string) => `(SELECT count(*) FROM payment_risk_label
  WHERE ${column} = :${column} AND labelled_at > :year AND is_bad AND deleted_at IS NULL)`

/** What is to be known of each subject; one that is not known is not asked about. */
const PARTS: Record<keyof RiskSubjects, string[]> = {
  customer_id: [
    `(SELECT json_build_object('attempts_1h', ${HOUR}, 'attempts_24h', ${DAY},
       'blocked_24h', count(*) FILTER (WHERE state = 'blocked' AND assessed_at > :day),
       'orders_365d', count(*) FILTER (WHERE state = 'placed'),
       'mean_order_cents', (avg(amount_cents) FILTER (WHERE state = 'placed'))::float8,
       'has_used_device', coalesce(bool_or(state = 'placed' AND device_hash = :device_hash), false))
     FROM ${newest("customer_id", "year")}) AS customer`,
    `(SELECT json_build_object('bad_365d', count(*) FILTER (WHERE is_bad),
       'returns_365d', count(*) FILTER (WHERE kind = 'return'),
       'refused_ids_365d', count(*) FILTER (WHERE kind = 'refused_id'))
     FROM payment_risk_label
     WHERE customer_id = :customer_id AND labelled_at > :year AND deleted_at IS NULL) AS labels`,
  ],
  device_hash: [
    `(SELECT json_build_object('attempts_1h', ${HOUR}, 'attempts_24h', ${DAY}, 'customers_30d', ${OTHERS},
       'bad_365d', ${bad("device_hash")}) FROM ${newest("device_hash", "month")}) AS device`,
  ],
  ip_hash: [
    `(SELECT json_build_object('attempts_1h', ${HOUR}, 'attempts_24h', ${DAY}, 'customers_24h', ${OTHERS})
     FROM ${newest("ip_hash", "day")}) AS ip`,
  ],
  bank_hash: [
    `(SELECT json_build_object('attempts_24h', ${DAY}, 'customers_30d', ${OTHERS},
       'bad_365d', ${bad("bank_hash")}) FROM ${newest("bank_hash", "month")}) AS bank`,
  ],
}

const POLICY = [
  "(SELECT version FROM payment_risk_rule_set WHERE state = 'active' AND deleted_at IS NULL) AS rules_version",
  "(SELECT version FROM payment_risk_model WHERE is_active AND deleted_at IS NULL) AS model_version",
]

/** Everything a score needs to know of the past, and which rules and model decide, in one round trip over indexes. */
export async function situationOf(knex: Knex, subjects: RiskSubjects, now: Date): Promise<RiskSituation> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const windows = {
    hour: before(HOUR_MS),
    day: before(24 * HOUR_MS),
    month: before(30 * 24 * HOUR_MS),
    year: before(365 * 24 * HOUR_MS),
  }
  const known = (Object.keys(PARTS) as (keyof RiskSubjects)[]).filter((subject) => subjects[subject])
  const parts = [...known.flatMap((subject) => PARTS[subject]), ...POLICY]
  const { rows } = await knex.raw(`SELECT ${parts.join(", ")}`, { ...subjects, ...windows })
  const [{ customer, labels, device = null, ip = null, bank = null, rules_version, model_version }] = rows
  return {
    history: { customer: customer ? { ...customer, ...labels } : null, device, ip, bank },
    rules_version: rules_version ?? 0,
    model_version,
  }
}

/** Known outcomes, newest first: sales with a label, and sales old enough that nobody will complain any more. */
const KNOWN_SALES = `
  SELECT assessment.features, coalesce(label.is_bad, false) AS is_bad
    FROM payment_risk_assessment assessment
    LEFT JOIN LATERAL (
      SELECT bool_or(is_bad) AS is_bad FROM payment_risk_label
       WHERE assessment_id = assessment.id AND deleted_at IS NULL) label ON true
   WHERE assessment.state = 'placed' AND assessment.rule_set_version >= 0 AND assessment.deleted_at IS NULL
     AND (label.is_bad IS NOT NULL OR (assessment.placed_at < ? AND assessment.review_state IN ('none', 'cleared')))
   ORDER BY assessment.assessed_at DESC, assessment.id DESC LIMIT ?`

export async function knownSales(knex: Knex, matureBefore: Date, limit: number): Promise<LabelledSale[]> {
  return (await knex.raw(KNOWN_SALES, [matureBefore, limit])).rows
}

export async function countKnownSales(knex: Knex, matureBefore: Date, limit: number) {
  const { rows } = await knex.raw(
    `SELECT count(*)::int AS labels_count, count(*) FILTER (WHERE is_bad)::int AS bad_count FROM (${KNOWN_SALES}) known`,
    [matureBefore, limit]
  )
  return rows[0] as { labels_count: number; bad_count: number }
}

/** Sales that were placed or refused, newest first, with what became of them where somebody said so. */
export async function pastSales(knex: Knex, since: Date, limit: number): Promise<PastSale[]> {
  const { rows } = await knex.raw(
    `SELECT assessment.id, order_id, assessment.customer_id, amount_cents, currency_code, score, decision, assessed_at,
            features, label.is_bad
       FROM payment_risk_assessment assessment
       LEFT JOIN LATERAL (
         SELECT bool_or(is_bad) AS is_bad FROM payment_risk_label
          WHERE assessment_id = assessment.id AND deleted_at IS NULL) label ON true
      WHERE assessed_at >= ? AND state IN ('placed', 'blocked') AND rule_set_version >= 0 AND assessment.deleted_at IS NULL
      ORDER BY assessed_at DESC, assessment.id DESC LIMIT ?`,
    [since, limit]
  )
  return rows
}
