/** NUL and halves of surrogate pairs: PostgreSQL keeps neither, and a log must not fail on what a client sent. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Text as PostgreSQL can hold it. */
export const storableText = (text: string) => text.replace(UNSTORABLE, "\uFFFD")

/**
 * The value as it will be read back from a JSON column: dates as ISO text, big integers as text, `undefined` left out.
 * The digest is taken from this, so that writing and verifying see the same.
 */
export function toPlain(value: unknown): unknown {
  const json = JSON.stringify(value, (_, part) => (typeof part === "bigint" ? part.toString() : part))
  return json === undefined ? null : clean(JSON.parse(json))
}

function clean(value: unknown): unknown {
  if (typeof value === "string") {
    return storableText(value)
  }
  if (Array.isArray(value)) {
    return value.map(clean)
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [storableText(key), clean(part)]))
  }
  return value
}

/** JSON with sorted keys and no white space: equal values give equal text, whatever order a database returns them in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(toPlain(value)))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted)
  }
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]))
  }
  return value
}
