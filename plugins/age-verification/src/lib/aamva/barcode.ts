/** A barcode holds at most 1,850 characters; scanners add line ends. Longer texts are not read at all. */
const MAX_LENGTH = 4000

/**
 * `@`, separators, file type, issuer, version of the standard, from version 2 on that of the jurisdiction, and the number
 * of subfiles. Scanners put things before it and drop or double the separators.
 */
const HEADER = /@[\s\x1c-\x1f]{0,8}(?:ANSI|AAMVA)\s?(\d{6})(\d{2})(?:\d{2})?(\d{2})(?=[A-Z][A-Z0-9]\d{8})/

/** Type, offset and length of a subfile. */
const ENTRY = /([A-Z][A-Z0-9])(\d{4})(\d{4})/y

/** Subfiles with the holder's data: driver's licence, identification card, enhanced driver's licence. */
const HOLDER_TYPES = ["DL", "ID", "EN"]

export type BarcodeProblem = "empty" | "too_long" | "no_header" | "bad_directory" | "no_holder" | "contradictory"

export type Barcode = {
  issuerNumber: string
  version: number
  type: string
  /** By their three-letter codes. */
  elements: Map<string, string>
}

type Entry = { type: string; offset: number }

/** Walks header, directory and the holder's subfile. It knows nothing of what the elements mean. */
export function readBarcode(text: string): Barcode | { problem: BarcodeProblem } {
  if (!text.trim()) {
    return { problem: "empty" }
  }
  if (text.length > MAX_LENGTH) {
    return { problem: "too_long" }
  }
  const header = HEADER.exec(text)
  if (!header) {
    return { problem: "no_header" }
  }
  const card = text.slice(header.index)
  const directory = readDirectory(card, header[0].length, Number(header[3]))
  if (!directory) {
    return { problem: "bad_directory" }
  }
  const starts = locate(card, directory)
  const index = directory.entries.findIndex(({ type }, at) => HOLDER_TYPES.includes(type) && starts[at] !== undefined)
  if (index < 0) {
    return { problem: "no_holder" }
  }
  const start = starts[index]!
  // Declared lengths are wrong on many cards, and on all that went through a scanner which adds line ends: a subfile
  // reaches to where the next one starts.
  const end = Math.min(card.length, ...starts.filter((other): other is number => other !== undefined && other > start))
  const elements = readElements(card.slice(start + 2, end))
  return elements
    ? { issuerNumber: header[1], version: Number(header[2]), type: directory.entries[index].type, elements }
    : { problem: "contradictory" }
}

function readDirectory(card: string, from: number, count: number) {
  const entries: Entry[] = []
  ENTRY.lastIndex = from
  for (let left = count; left > 0; left--) {
    const match = ENTRY.exec(card)
    if (!match) {
      return undefined
    }
    entries.push({ type: match[1], offset: Number(match[2]) })
    from = ENTRY.lastIndex
  }
  return entries.length ? { entries, end: from } : undefined
}

/**
 * Where each subfile starts: at its offset if its type stands there by itself, else at the first place where it does.
 * Added or lost line ends move everything behind them, so an offset alone may point into another element.
 */
function locate(card: string, { entries, end }: { entries: Entry[]; end: number }): (number | undefined)[] {
  const body = card.slice(end)
  return entries.map(({ type, offset }) => {
    const start = new RegExp(`(?<=^|[\\r\\n] {0,4})${type}(?=[A-Z]{3}|\\s)`, "g")
    const places = [...body.matchAll(start)].map(({ index }) => end + index)
    return places.find((place) => place === offset) ?? places[0]
  })
}

/** Undefined when the same element is there twice with different values: then nobody can say which one is true. */
function readElements(subfile: string): Map<string, string> | undefined {
  const elements = new Map<string, string>()
  for (const line of subfile.split(/[\r\n\x1c-\x1f]+/)) {
    const match = /^\s*([A-Z]{3})(.*)$/.exec(line)
    const value = match?.[2].trim()
    if (!match || !value) {
      continue
    }
    if ((elements.get(match[1]) ?? value) !== value) {
      return undefined
    }
    elements.set(match[1], value)
  }
  return elements
}
