import type { MedusaContainer } from "@medusajs/framework/types"
import { clock } from "@rise-via/core"
import { ledgerService } from "../lib/ledger/ledger-service"
import { riskService } from "../lib/risk/risk-service"
import type { PaymentEntryDTO } from "../types"

const BATCH = 200
const BATCHES = 50
/** Longer than a weekend without workers: what was labelled before is left alone. */
const LOOK_BACK_MS = 30 * 24 * 60 * 60_000

/** Payments that a bank took back are what the score must learn from; the ledger knows them. */
export default async function labelReturnedPayments(container: MedusaContainer) {
  const since = new Date(clock.now().getTime() - LOOK_BACK_MS)
  let after = ""
  for (let batch = 0; batch < BATCHES; batch++) {
    const entries = await ledgerService(container).listPaymentEntries(
      { kind: "return", outcome: "succeeded", occurred_at: { $gte: since }, id: { $gt: after } },
      { take: BATCH, order: { id: "ASC" } }
    )
    const sessionOf = await sessionsOf(container, entries)
    await riskService(container).label(
      entries.flatMap((entry) => {
        const payment_session_id = sessionOf(entry)
        const { id, occurred_at } = entry
        return payment_session_id
          ? [{ kind: "return" as const, source: `ledger:${id}`, payment_session_id, labelled_at: occurred_at }]
          : []
      })
    )
    if (entries.length < BATCH) {
      return
    }
    after = entries[entries.length - 1].id
  }
}

/** A return that names no session belongs to that of the payment it takes back. */
async function sessionsOf(container: MedusaContainer, entries: PaymentEntryDTO[]) {
  const parents = entries.flatMap(({ payment_session_id, provider_parent }) =>
    payment_session_id === null && provider_parent ? provider_parent : []
  )
  const paid = parents.length
    ? await ledgerService(container).listPaymentEntries(
        { provider_reference: [...new Set(parents)], payment_session_id: { $ne: null } },
        { select: ["id", "provider", "provider_reference", "payment_session_id"], take: 20 * BATCH }
      )
    : []
  const sessions = new Map(
    paid.map(({ provider, provider_reference, payment_session_id }) => [
      `${provider} ${provider_reference}`,
      payment_session_id,
    ])
  )
  return ({ payment_session_id, provider, provider_parent }: PaymentEntryDTO) =>
    payment_session_id ?? sessions.get(`${provider} ${provider_parent}`) ?? null
}

export const config = { name: "payments-label-returned-payments", schedule: "*/10 * * * *" }
