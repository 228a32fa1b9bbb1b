import { pageOf } from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { LEDGER_ACCOUNTS } from "../../../../lib/ledger/postings"
import { GATEWAYS, LEDGER_KINDS, LEDGER_OUTCOMES, LEDGER_SOURCES, LEDGER_VOIDS } from "../../../../lib/ledger/words"

const cents = z.number().int()

const LedgerEntry = z
  .object({
    id: z.string(),
    provider: z.enum(GATEWAYS),
    key: z.string().describe("Names the fact; the same key, service and outcome is recorded once"),
    source: z.enum(LEDGER_SOURCES).describe("`asked` our call · `told` a callback · `read` found · `staff` by hand"),
    operation: z.string().describe("The service's own name of the call or topic"),
    kind: z.enum(LEDGER_KINDS),
    voids: z.enum(LEDGER_VOIDS).nullable(),
    outcome: z.enum(LEDGER_OUTCOMES).describe("Only `succeeded` moves money"),
    amount_cents: cents.min(0),
    currency_code: z.string(),
    payment_session_id: z.string().nullable(),
    refund_id: z.string().nullable(),
    provider_reference: z.string().nullable(),
    provider_parent: z.string().nullable(),
    provider_status: z.string().nullable(),
    code: z.string().nullable(),
    idempotency_key: z.string().nullable(),
    correlation_id: z.string().nullable().describe("Core's attempt or inbox message"),
    occurred_at: z.iso.datetime(),
    created_at: z.iso.datetime(),
    request: z.unknown().optional().describe("When asked for; secrets and people are blanked"),
    response: z.unknown().optional().describe("When asked for; secrets and people are blanked"),
  })
  .partial()
  .meta({ title: "LedgerEntry" })

export const AdminLedgerResponse = pageOf("ledger_entries", LedgerEntry)

const MoneyState = z
  .object({
    authorized_cents: cents.describe("Holds that were neither voided nor ran out"),
    captured_cents: cents,
    refunded_cents: cents,
    refund_pending_cents: cents.describe("Accepted by the service, not final yet"),
    voided_cents: cents.describe("Captures that were undone"),
    returned_cents: cents.describe("Taken back by a bank and not recovered"),
    settled_cents: cents.describe("What the service paid us, less what it took from our bank account"),
    unknown_count: cents.describe("Entries whose outcome nobody knows yet"),
  })
  .meta({ title: "MoneyState" })

const LedgerDifference = z
  .object({
    what: z.enum(["captured", "given_back", "overdrawn", "currency"]),
    books_cents: cents,
    medusa_cents: cents.nullable(),
    message: z.string(),
  })
  .meta({ title: "LedgerDifference" })

export const AdminLedgerStateResponse = z.object({
  order_id: z.string(),
  currency_code: z.string(),
  money_state: MoneyState,
  entries_count: cents,
  differences: z.array(LedgerDifference),
})

export const AdminLedgerBooksResponse = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  books: z.array(
    z.object({
      provider: z.enum(GATEWAYS),
      currency_code: z.string(),
      account: z.enum(LEDGER_ACCOUNTS),
      debit_cents: cents,
      credit_cents: cents,
      balance_cents: cents.describe("Debits less credits"),
    })
  ),
})
