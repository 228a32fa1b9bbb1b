import { Readable, type Writable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { stringify } from "csv-stringify"
import type { PaymentDifferenceDTO, PaymentReconciliationRunDTO, ReconciliationSum } from "../../../types"
import { toMajorUnits } from "../../money"
import { sentenceOf } from "../difference-case"

export const REPORT_COLUMNS = [
  "row",
  "provider",
  "day",
  "kind",
  "reference",
  "order_id",
  "currency",
  "count",
  "ours",
  "theirs",
  "ours_status",
  "theirs_status",
  "state",
  "note",
  "occurred_at",
] as const

type Row = Partial<Record<(typeof REPORT_COLUMNS)[number], string | number | null>>

/**
 * Writes a run as rows: one `run`, one `total` for each kind and currency, one `difference` for each that was found. Cells
 * that a spreadsheet would take for a formula get an apostrophe before them.
 */
export async function writeReportCsv(
  run: PaymentReconciliationRunDTO,
  differences: AsyncIterable<PaymentDifferenceDTO>,
  out: Writable
): Promise<void> {
  const csv = stringify({ header: true, columns: [...REPORT_COLUMNS], escape_formulas: true, bom: true })
  await pipeline(Readable.from(rowsOf(run, differences)), csv, out)
}

export async function* rowsOf(
  run: PaymentReconciliationRunDTO,
  differences: AsyncIterable<PaymentDifferenceDTO>
): AsyncGenerator<Row> {
  const { provider, day, state, compared_count, error } = run
  yield { row: "run", provider, day, state, count: compared_count, note: error }
  for (const { kind, currency_code, ours, theirs, count } of totalsOf(run)) {
    yield { row: "total", provider, day, kind, currency: currency_code.toUpperCase(), count, ours, theirs }
  }
  for await (const difference of differences) {
    yield {
      row: "difference",
      provider,
      day,
      kind: difference.kind,
      reference: difference.reference,
      order_id: difference.order_id,
      currency: difference.currency_code.toUpperCase(),
      ours: difference.ours_cents === null ? null : toMajorUnits(difference.ours_cents),
      theirs: difference.theirs_cents === null ? null : toMajorUnits(difference.theirs_cents),
      ours_status: difference.ours_status,
      theirs_status: difference.theirs_status,
      state: difference.state,
      note: difference.note ?? sentenceOf(difference),
      occurred_at: new Date(difference.occurred_at).toISOString(),
    }
  }
}

/** What both sides come to, one row for each kind and currency; amounts in major units. */
export function totalsOf(run: Pick<PaymentReconciliationRunDTO, "sums">) {
  const sums = (run.sums ?? []) as unknown as ReconciliationSum[]
  const keys = [...new Set(sums.map(({ kind, currency_code }) => `${kind} ${currency_code}`))].sort()
  return keys.map((key) => {
    const [kind, currency_code] = key.split(" ")
    const side = (name: ReconciliationSum["side"]) =>
      sums.find((sum) => sum.side === name && sum.kind === kind && sum.currency_code === currency_code)
    const [ours, theirs] = [side("ours"), side("theirs")]
    return {
      kind,
      currency_code,
      count: Math.max(ours?.count ?? 0, theirs?.count ?? 0),
      ours: toMajorUnits(ours?.cents ?? 0),
      theirs: toMajorUnits(theirs?.cents ?? 0),
    }
  })
}
