import type { SettlementLine } from "../../types"
import { ledgerService } from "../ledger/ledger-service"
import type { ExpectedLine } from "../../modules/payments_reconciliation/statements"
import type { EntryCursor, EntrySubject } from "../../modules/payments_ledger/reports"
import type { Work } from "./reconcile"
import { reconciliationService } from "./reconciliation-service"

const PAGE = 1_000
const MARGIN_MS = 24 * 60 * 60_000

/**
 * Lays the service's lines and what our ledger expects among them side by side in the database. Begins anew after a kill:
 * a report can be read from its start only.
 */
export async function collectLines({ container, run, source, progress }: Work): Promise<void> {
  const service = reconciliationService(container)
  const range = { from: run.covers_from, to: run.covers_to }
  // The service may date a transaction a little earlier or later than we do.
  const asked = { from: new Date(range.from.getTime() - MARGIN_MS), to: new Date(range.to.getTime() + MARGIN_MS) }
  await progress({ lines_count: 0, expected_count: 0, compared_count: 0 })
  await service.dropLines(run.id)

  let count = 0
  const put = async (lines: SettlementLine[]) => {
    count += await service.addLines(run.id, "theirs", lines)
    await progress({ lines_count: count })
  }
  let page: SettlementLine[] = []
  for await (const line of source.lines?.(asked, container) ?? []) {
    page.push(line)
    if (page.length === PAGE) {
      await put(page)
      page = []
    }
  }
  await put(page)

  const ledger = ledgerService(container)
  for (let after: EntryCursor | undefined; ;) {
    const subjects: EntrySubject[] = await ledger.subjectsIn(run.provider, range, after, PAGE)
    await service.addLines(run.id, "ours", subjects.map(expected))
    await progress({})
    if (subjects.length < PAGE) {
      break
    }
    after = subjects[subjects.length - 1]
  }
  await progress({ expected_count: await service.countReferences(run.id) })
}

const MOVES = ["capture", "refund", "payout"]

/** Only what has happened is expected at the service; its session's order is compared in any case. */
const expected = ({ kind, outcome, provider_reference, payment_session_id }: EntrySubject): ExpectedLine => ({
  reference: MOVES.includes(kind) && outcome === "succeeded" ? provider_reference : null,
  payment_session_id,
})
