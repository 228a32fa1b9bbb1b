import type { BatchSum, GatewayName, LedgerEntryInput, LedgerKind } from "../../types"
import { ledgerService } from "../ledger/ledger-service"
import { recordEntries } from "../ledger/record-entries"
import type { Work } from "./reconcile"
import { reconciliationService } from "./reconciliation-service"

const PAGE = 100

/** Puts what batches paid out, took back and kept into the books. Named by the batch: doing it again changes nothing. */
export async function bookBatches({ container, run, progress }: Work): Promise<void> {
  const sums = await reconciliationService(container).batchSums(run.id)
  const entries = sums.flatMap((sum) => entriesOfBatch(run.provider, sum))
  for (let start = 0; start < entries.length; start += PAGE) {
    await recordEntries(ledgerService(container), entries.slice(start, start + PAGE))
    await progress({})
  }
}

/** Up to three entries: one for each that has money in it. */
export function entriesOfBatch(provider: GatewayName, sum: BatchSum): LedgerEntryInput[] {
  const { batch_id, currency_code, occurred_at } = sum
  const entry = (kind: LedgerKind, amount_cents: number): LedgerEntryInput => ({
    key: `${kind}:${batch_id}:${currency_code}`,
    provider,
    source: "read",
    operation: "batch-report",
    kind,
    outcome: "succeeded",
    amount_cents,
    currency_code,
    provider_reference: `batch:${batch_id}`,
    occurred_at: new Date(occurred_at),
  })
  return [
    entry("settlement", sum.settlement_cents),
    entry("debit", sum.debit_cents),
    entry("fee", sum.fee_cents),
  ].filter(({ amount_cents }) => amount_cents > 0)
}
