type Row = Record<string, any> | null | undefined

/**
 * Those of `fields` (in `query.graph` notation) that an entity was loaded without. In doubt a field is missing: reading
 * it again costs a query, deciding without it costs a rule. A relation that is null has nothing to load.
 */
export const missingFields = (row: Row, fields: string[]) => fields.filter((field) => !isLoaded(row, field.split(".")))

function isLoaded(row: Row, [name, ...rest]: string[]): boolean {
  if (row === null) {
    return true
  }
  if (name === "*") {
    // Nobody asks for this column by name, so a row that has it was loaded with all of its columns.
    return row !== undefined && "deleted_at" in row
  }
  const value = row?.[name]
  if (value === undefined || !rest.length) {
    return value !== undefined
  }
  return [value].flat().every((related: Row) => isLoaded(related, rest))
}
