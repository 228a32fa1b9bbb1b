import { clock, openCase, sha256 } from "@rise-via/core"
import type { LedgerEntryInput } from "../../types/ledger"
import { money } from "../register-cases"
import { book, refusal, type Desk } from "./desk"
import { UNAVAILABLE } from "./errors"
import { keyOf } from "./keys"
import { activeWallet, heard } from "./wallet"
import type { AeropayTransaction } from "./wire"

export type PayoutInput = { customer_id: string; cents: number; reference: string }

/** In Aeropay's words: the money did not go, or came back. */
const UNDONE = ["declined", "void"]

/** Two customers' payouts never meet, whatever reference staff give them. At most 64 characters. */
export const payoutReference = ({ customer_id, reference }: Pick<PayoutInput, "customer_id" | "reference">) =>
  `payout:${sha256(customer_id).slice(0, 16)}:${reference}`

export const isPayoutReference = (referenceId: string | null | undefined) => !!referenceId?.startsWith("payout:")

/**
 * Sends money to a customer's bank account, for good: nothing takes it back. `reference` makes it one payout, however
 * often and however late it is asked for: Aeropay forgets a key after a day, so it is asked first what it sent before.
 */
export async function payOut(desk: Desk, input: PayoutInput): Promise<AeropayTransaction> {
  const { customer_id, cents, reference } = input
  const { client } = desk.rows
  const wallet = await activeWallet(desk.rows, customer_id)
  const referenceId = payoutReference(input)
  const before = await payoutsUnder(desk, referenceId)
  if (!before) {
    throw refusal(UNAVAILABLE)
  }
  const known = before.find(isGood)
  if (known) {
    return sameAmount(known, input)
  }
  // One that was declined may be sent again, which is another request.
  const key = keyOf("payout", `${customer_id}:${reference}`, { cents, attempt: before.length + 1 })
  const outcome = await client.payout({ userId: wallet.aeropay_user_id, cents, referenceId, key })
  const isUnknown = !outcome.ok && outcome.kind === "unknown"
  const found = outcome.ok
    ? outcome.value
    : isUnknown
      ? (await payoutsUnder(desk, referenceId))?.find(isGood)
      : undefined
  await book(desk, [
    {
      ...payoutEntry(cents),
      key: found ? `payout:${found.id}` : `payout:${key}:${outcome.attempt_id}`,
      source: "asked",
      operation: "payoutTransaction",
      outcome: found ? "succeeded" : isUnknown ? "unknown" : "declined",
      provider_reference: found?.id,
      provider_status: found?.status,
      code: outcome.ok ? null : outcome.code,
      idempotency_key: key,
      correlation_id: outcome.attempt_id || null,
    },
  ])
  if (found) {
    return found
  }
  if (isUnknown) {
    await openCase(null, {
      kind: "payments.payout_unknown",
      key,
      summary:
        "Nobody can tell yet whether Aeropay sent a payout. Ask for it again with the same reference: it is sent once.",
      subject: { type: "customer", id: customer_id },
      details: { reference, cents },
    })
  }
  return heard(outcome)
}

const isGood = ({ status }: AeropayTransaction) => !UNDONE.includes(status)

function sameAmount(known: AeropayTransaction, { cents, reference }: PayoutInput): AeropayTransaction {
  if (known.amount.amount !== cents) {
    throw refusal(
      `The payout ${reference} was sent with ${money(known.amount.amount, "usd")}. Use another reference for another payout.`
    )
  }
  return known
}

/** What was paid out under a reference; nothing when Aeropay did not answer. */
async function payoutsUnder({ rows }: Desk, referenceId: string): Promise<AeropayTransaction[] | undefined> {
  const found: AeropayTransaction[] = []
  try {
    for await (const transaction of rows.client.reports.withReference(referenceId)) {
      if (!transaction.paymentType || transaction.paymentType === "payout") {
        found.push(transaction)
      }
    }
    return found
  } catch {
    return undefined
  }
}

/** The bank sent a payout back: read again, since only what is read counts. */
export async function notePayout(desk: Desk, id: string, told: { operation: string; correlation_id: string }) {
  const { status, amount, returnCode } = heard(await desk.rows.client.retrieveTransaction(id))
  if (!UNDONE.includes(status)) {
    return
  }
  const key = `payout:${id}`
  await book(desk, [
    {
      ...payoutEntry(amount.amount),
      ...told,
      key,
      source: "told",
      outcome: "failed",
      provider_reference: id,
      provider_status: status,
      code: returnCode,
    },
  ])
  await openCase(null, {
    kind: "payments.payout_failed",
    key: `${key}:${status}`,
    summary: `A payout of ${money(amount.amount, "usd")} did not arrive${returnCode ? ` (${returnCode})` : ""}. Send it again, or pay it another way.`,
    subject: { type: "payment_provider", id: "aeropay" },
    details: { transaction_id: id, cents: amount.amount, code: returnCode ?? null },
  })
}

const payoutEntry = (cents: number) =>
  ({
    provider: "aeropay",
    kind: "payout",
    amount_cents: cents,
    currency_code: "usd",
    occurred_at: clock.now(),
  }) satisfies Partial<LedgerEntryInput>
