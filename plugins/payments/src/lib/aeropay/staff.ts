import { MedusaError } from "@medusajs/framework/utils"
import { clock, openCase } from "@rise-via/core"
import { book, type Desk } from "./desk"
import { AEROPAY_WEBHOOK_PATH } from "../module-names"
import { keyOf } from "./keys"
import { activeWallet, heard } from "./wallet"
import type { AeropayTransaction } from "./wire"

export type PayoutInput = { customer_id: string; cents: number; reference: string }

/**
 * Sends money to a customer's bank account, for good: nothing takes it back. `reference` makes it one payout, however
 * often it is asked for.
 */
export async function payOut(desk: Desk, { customer_id, cents, reference }: PayoutInput): Promise<AeropayTransaction> {
  const { client } = desk.rows
  const wallet = await activeWallet(desk.rows, customer_id)
  const referenceId = `payout:${reference}`
  const key = keyOf("payout", `${customer_id}:${reference}`, { cents })
  const outcome = await client.payout({ userId: wallet.aeropay_user_id, cents, referenceId, key })
  const found = outcome.ok
    ? outcome.value
    : outcome.kind === "unknown"
      ? await madePayout(desk, referenceId)
      : undefined
  await book(desk, [
    {
      key: found ? `payout:${found.id}` : `payout:${key}:${outcome.attempt_id}`,
      provider: "aeropay",
      source: "asked",
      operation: "payoutTransaction",
      kind: "payout",
      outcome: found ? "succeeded" : !outcome.ok && outcome.kind === "unknown" ? "unknown" : "declined",
      amount_cents: cents,
      currency_code: "usd",
      provider_reference: found?.id,
      provider_status: found?.status,
      code: outcome.ok ? null : outcome.code,
      idempotency_key: key,
      correlation_id: outcome.attempt_id || null,
      occurred_at: clock.now(),
    },
  ])
  if (found) {
    return found
  }
  if (!outcome.ok && outcome.kind === "unknown") {
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

async function madePayout({ rows }: Desk, referenceId: string): Promise<AeropayTransaction | undefined> {
  try {
    for await (const transaction of rows.client.reports.withReference(referenceId)) {
      return transaction
    }
  } catch {
    return undefined
  }
}

/** Subscribes every topic to this store's address. Aeropay keeps one address a topic, so it may be repeated. */
export async function subscribeWebhooks({ rows }: Desk) {
  const { topics, callbackUrl } = rows.options
  const url = `${callbackUrl}${AEROPAY_WEBHOOK_PATH}`
  const subscriptions: { topic: string; url: string; is_subscribed: boolean; code: string | null }[] = []
  for (const topic of topics) {
    const outcome = await rows.client.subscribe(topic, url)
    // A topic that this merchant cannot have is no reason to go without the others.
    if (!outcome.ok && outcome.code !== "AP1104") {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Aeropay did not take the webhook ${topic}`, outcome.code)
    }
    subscriptions.push({ topic, url, is_subscribed: outcome.ok, code: outcome.ok ? null : (outcome.code ?? null) })
  }
  return subscriptions
}
