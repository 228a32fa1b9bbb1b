import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { GATEWAYS } from "../../../../lib/ledger/words"
import {
  DIFFERENCE_KINDS,
  DIFFERENCE_STATES,
  LINE_LISTS,
  RUN_PHASES,
  RUN_STATES,
} from "../../../../lib/reconciliation/words"

const cents = z.number().int()
const at = z.iso.datetime()
const count = z.number().int().min(0)

const Run = z
  .object({
    id: z.string(),
    provider: z.enum(GATEWAYS),
    day: z.string().describe("Of the shop, as `2026-03-08`"),
    covers_from: at.describe("The days before it that are compared again count"),
    covers_to: at,
    state: z.enum(RUN_STATES),
    phase: z.enum(RUN_PHASES).describe("What a running one is doing"),
    lines_count: count.describe("Lines that the service's report had"),
    expected_count: count.describe("Transactions to compare"),
    compared_count: count,
    differences_count: count.describe("Found in this run, also those that were known"),
    unexplained_count: count.describe("Lines that are sums and no transactions"),
    sums: z
      .array(
        z.object({
          side: z.enum(["theirs", "ours"]),
          kind: z.string(),
          currency_code: z.string(),
          count,
          cents,
        })
      )
      .nullable()
      .describe("What both sides come to, by kind and currency"),
    error: z.string().nullable(),
    requested_by: z.string(),
    started_at: at.nullable(),
    ended_at: at.nullable(),
    created_at: at,
  })
  .partial()
  .meta({ title: "ReconciliationRun" })

const Difference = z
  .object({
    id: z.string(),
    provider: z.enum(GATEWAYS),
    kind: z.enum(DIFFERENCE_KINDS),
    reference: z
      .string()
      .describe("The service's id of the transaction, or a payment session's where orders are concerned"),
    currency_code: z.string(),
    ours_cents: cents.nullable().describe("In our ledger"),
    theirs_cents: cents.nullable().describe("At the service, or in Medusa's payment where orders are concerned"),
    ours_status: z.string().nullable(),
    theirs_status: z.string().nullable(),
    payment_session_id: z.string().nullable(),
    order_id: z.string().nullable(),
    told_in: z.enum(LINE_LISTS).nullable(),
    occurred_at: at,
    state: z.enum(DIFFERENCE_STATES).describe("`resolved` closed itself when it was found no more"),
    opened_count: count,
    note: z.string().nullable().describe("Why it was accepted"),
    closed_by: z.string().nullable(),
    closed_at: at.nullable(),
    first_run_id: z.string(),
    last_run_id: z.string(),
    created_at: at,
  })
  .partial()
  .meta({ title: "PaymentDifference" })

export const AdminReconciliationRunsResponse = pageOf("reconciliation_runs", Run)
export const AdminReconciliationRunResponse = z.object({ reconciliation_run: Run })
export const AdminPaymentDifferencesResponse = pageOf("payment_differences", Difference)
export const AdminPaymentDifferenceResponse = z.object({ payment_difference: Difference })

export const AdminReconciliationSourcesResponse = z.object({
  sources: z.array(
    z.object({
      provider: z.enum(GATEWAYS),
      has_report: z.boolean().describe("Without one only ledger and orders are compared"),
      can_look_up: z.boolean().describe("One transaction can be asked about"),
    })
  ),
})

export const AdminPaymentDaysResponse = z.object({
  from: z.string(),
  to: z.string(),
  time_zone: z.string(),
  days: z.array(
    z.object({
      day: z.string(),
      provider: z.enum(GATEWAYS),
      currency_code: z.string(),
      captured_cents: cents,
      refunded_cents: cents,
      settled_cents: cents.describe("What the service paid out, less what it took from our bank account"),
      fee_cents: cents,
    })
  ),
})
