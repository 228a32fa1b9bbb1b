const number = (value) => {
  if (value === undefined) return ""
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}
const percent = (share) => `${Math.round(share * 100)} %`

/** Columns of text; all but the first are set to the right. */
function table(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const row = (line) =>
    line.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("  ")
  return lines.map((line) => row(line).trimEnd()).join("\n")
}

const measured = (value) => (value ? [number(value.median), `±${percent(value.spread / 2)}`] : ["", ""])

function ratioOf({ ratio }) {
  if (!ratio) return ["", ""]
  const [low, high] = [Math.min(...ratio.values), Math.max(...ratio.values)]
  return [ratio.median.toFixed(2), ratio.values.length > 1 ? `${low.toFixed(2)} to ${high.toFixed(2)}` : ""]
}

/** The limit of a row: of its ratio, or of the value of ours in the row's unit. */
function boundOf({ limit, most, least, unit }) {
  if (limit !== undefined) return `≤ ${limit}`
  return most === undefined ? `≥ ${least} ${unit}` : `≤ ${most} ${unit}`
}

/** One block a figure: medians with half their spread, the ratio with its range over the runs, the gate. */
export function renderRows(rows, titles) {
  const head = (title) => [title, "", "stock", "", "ours", "", "ratio", "runs", "gate"]
  return [...new Set(rows.map(({ figure }) => figure))]
    .map((figure) => {
      const lines = rows
        .filter((row) => row.figure === figure)
        .map((row) => [
          `  ${row.key}`,
          row.unit,
          ...measured(row.stock),
          ...measured(row.ours),
          ...ratioOf(row),
          row.verdict ? `${row.verdict} ${boundOf(row)}` : "",
        ])
      return table([head(titles[figure] ?? figure), ...lines])
    })
    .join("\n\n")
}

/** What is known of stock beside what was measured now. */
export function renderKnown(compared) {
  const lines = compared.map(({ what, known, measured, tolerance, differs }) => [
    `  ${what}`,
    number(known),
    number(measured),
    `±${percent(tolerance)}`,
    differs ? "differs" : "same",
  ])
  return table([["Stock as it is known", "known", "now", "noise", ""], ...lines])
}
