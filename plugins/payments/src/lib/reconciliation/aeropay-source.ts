import type { MedusaContainer } from "@medusajs/framework/types"
import type { AeropayClient } from "../aeropay/client"
import type { AeropayBatch, AeropayTransaction } from "../aeropay/wire"
import { toCents } from "../money"
import type { ReconciliationSource, SettlementLine, SettlementStatus } from "../../types"

/** `declined` of a payment that was approved before is what its bank sent back. A word that is not known may still change. */
const STATUSES: Record<string, SettlementStatus> = {
  pending: "pending",
  processed: "settled",
  resolved: "settled",
  void: "voided",
  declined: "returned",
}
const KINDS: Record<string, SettlementLine["kind"]> = { reversal: "refund", payout: "payout" }

/** Codes of a transaction that is not there; what else goes wrong may be otherwise in a minute. */
const UNKNOWN = ["AP316", "ApError"]

/** A sale's reference is its payment session; refunds and payouts have one of their own. */
const SESSION = /^payses_/

type Connect = {
  clientOf: (container: MedusaContainer) => AeropayClient
  isOn: (container: MedusaContainer) => boolean
}

/** Aeropay's transactions, and the batches that pay them out. */
export const aeropaySource = ({ clientOf, isOn }: Connect): ReconciliationSource => ({
  provider: "aeropay",
  isOn,
  async *lines({ from, to }, container) {
    const { reports } = clientOf(container)
    for await (const transaction of reports.search(from, to)) {
      yield lineOfTransaction(transaction)
    }
    for await (const batch of reports.batches(from, to)) {
      yield* linesOfBatch(batch)
    }
  },
  async find(reference, container) {
    const outcome = await clientOf(container).retrieveTransaction(reference)
    if (!outcome.ok && !UNKNOWN.includes(outcome.code ?? "")) {
      throw new Error(outcome.message)
    }
    return outcome.ok ? lineOfTransaction(outcome.value) : null
  },
})

export function lineOfTransaction(transaction: AeropayTransaction): SettlementLine {
  const { id, amount, paymentType, referenceId, createdDate, apFee } = transaction
  const kind = KINDS[paymentType ?? ""] ?? "capture"
  const status = STATUSES[transaction.status] ?? "pending"
  return {
    id: `transaction:${id}`,
    list: "transactions",
    reference: id,
    kind,
    status: status === "returned" && kind !== "capture" ? "failed" : status,
    amount_cents: amount.amount,
    fee_cents: apFee ? feeCents(apFee) : 0,
    currency_code: amount.currency.toLowerCase(),
    payment_session_id: referenceId && SESSION.test(referenceId) ? referenceId : null,
    occurred_at: new Date(createdDate ?? 0),
  }
}

/** The lines of a batch are transactions in some shops and sums in others; which, the comparison finds out. */
export function* linesOfBatch({ batchId, batchDate, transactions }: AeropayBatch): Generator<SettlementLine> {
  for (const [n, { uuid, amount, direction }] of transactions.entries()) {
    yield {
      id: `batch:${batchId}:${n}:${uuid}`,
      list: "batch",
      reference: uuid,
      kind: direction === "credit" ? "settlement" : "debit",
      status: "settled",
      amount_cents: amount.amount,
      currency_code: amount.currency.toLowerCase(),
      batch_id: String(batchId),
      occurred_at: new Date(batchDate),
    }
  }
}

/** Dollars as text, e.g. `0.35`; a fee that cannot be read is none, and the deposit shows it. */
function feeCents(dollars: string): number {
  return /^\d{1,6}(\.\d{1,2})?$/.test(dollars) ? toCents(dollars) : 0
}
