import type { Writable } from "node:stream"
import { finished } from "node:stream/promises"
import PdfDocument from "pdfkit"
import type { PaymentDifferenceDTO, PaymentReconciliationRunDTO } from "../../../types"
import { sentenceOf } from "../difference-case"
import { totalsOf } from "./report-csv"

/** A person reads it: whoever needs more than that takes the CSV. */
const MAX_DIFFERENCES = 1_000

/** Writes a run as a document to print or file: the day, what both sides come to, the differences. */
export async function writeReportPdf(
  run: PaymentReconciliationRunDTO,
  differences: AsyncIterable<PaymentDifferenceDTO>,
  out: Writable
): Promise<void> {
  const title = `Reconciliation of ${run.provider}, ${run.day}`
  const pdf = new PdfDocument({ size: "LETTER", margin: 48, info: { Title: title } })
  pdf.pipe(out)
  pdf.fontSize(16).text(title).moveDown(0.3)
  pdf
    .fontSize(9)
    .text(
      `From ${at(run.covers_from)} to ${at(run.covers_to)} · ${run.state} · ${run.lines_count} lines read, ` +
        `${run.compared_count} transactions compared, ${run.differences_count} differences, ` +
        `${run.unexplained_count} lines that are no transactions`
    )
  if (run.error) {
    pdf.text(`It failed: ${plain(run.error)}`)
  }
  heading(pdf, "What both sides come to")
  table(pdf, [
    ["Kind", "Currency", "Count", "Our ledger", run.provider],
    ...totalsOf(run).map(({ kind, currency_code, count, ours, theirs }) => [
      kind,
      currency_code.toUpperCase(),
      String(count),
      ours,
      theirs,
    ]),
  ])
  heading(pdf, "Differences")
  let count = 0
  for await (const difference of differences) {
    count += 1
    if (count > MAX_DIFFERENCES) {
      pdf.text(`More than ${MAX_DIFFERENCES}: the CSV has all of them.`)
      break
    }
    const { reference, order_id, state, note, kind } = difference
    pdf.fontSize(9).text(`${kind} · ${state} · ${plain(reference)}${order_id ? ` · ${order_id}` : ""}`)
    pdf.fillColor("#555555").text(plain(sentenceOf(difference)), { indent: 12 })
    if (note) {
      pdf.text(`Accepted: ${plain(note)}`, { indent: 12 })
    }
    pdf.fillColor("black").moveDown(0.4)
  }
  if (!count) {
    pdf.text(nothingListed(run))
  }
  pdf.end()
  await finished(out)
}

/** Only a run that came to its end may say that both sides agree. */
export const nothingListed = ({ state, differences_count }: PaymentReconciliationRunDTO) =>
  state !== "completed"
    ? "Not known: the comparison has not come to its end."
    : differences_count
      ? `${differences_count} were found and are not listed here any more.`
      : "None: both sides agree."

type Pdf = InstanceType<typeof PdfDocument>

const heading = (pdf: Pdf, text: string) => pdf.moveDown().fontSize(12).text(text, 48).moveDown(0.3).fontSize(9)

function table(pdf: Pdf, rows: string[][]) {
  const width = 100
  for (const row of rows) {
    const y = pdf.y
    row.forEach((cell, n) => pdf.text(cell, 48 + n * width, y, { width: width - 6, align: n > 1 ? "right" : "left" }))
    pdf.x = 48
  }
}

const at = (date: Date | string) => `${new Date(date).toISOString().slice(0, 16).replace("T", " ")} UTC`

/** What the built-in fonts can print. */
const plain = (text: string) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, "?")
