export type Changes = { before: Record<string, unknown>; after: Record<string, unknown> }

type Row = Record<string, any>

/** Numbers are stored in four bytes: what differs only beyond that is the same fact. */
const same = (a: unknown, b: unknown) => {
  if (typeof a === "number" && typeof b === "number") {
    return Math.fround(a) === Math.fround(b)
  }
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

/** The given fields that differ from the stored row, with both values. Null when none does. */
export function changedFields(before: Row | undefined, given: Row, fields: readonly string[]): Changes | null {
  const changed = fields.filter((field) => given[field] !== undefined && !same(before?.[field], given[field]))
  if (!changed.length) {
    return null
  }
  return {
    before: before ? Object.fromEntries(changed.map((field) => [field, before[field] ?? null])) : {},
    after: Object.fromEntries(changed.map((field) => [field, given[field]])),
  }
}

export const pickFields = (row: Row, fields: readonly string[]) =>
  Object.fromEntries(fields.filter((field) => row[field] !== undefined).map((field) => [field, row[field]])) as Row
