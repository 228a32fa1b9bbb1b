import { CsvError, parse } from "csv-parse/sync"
import { CATALOG_COLUMNS, LOT_COLUMNS, PRODUCT_COLUMNS, catalogRowSchema } from "./catalog-columns"
import type { CatalogColumn, CatalogRow } from "./catalog-columns"
import { checkFacts } from "./check-facts"
import { checkLot } from "./check-lot"

/** `column` is null where a mistake belongs to a whole line. */
export type CatalogError = { line: number; column: string | null; message: string }

export type ParsedCatalog = { rows: CatalogRow[]; errors: CatalogError[] }

export const MAX_ROWS = 5000

/** A wrong file is often wrong on every line: the rest is counted, not listed. */
export const MAX_ERRORS = 200

type Cells = { line: number; cells: string[] }

/** Reads a whole catalog and finds every mistake at once; never throws for what is in the file. */
export function parseCatalog(csv: string): ParsedCatalog {
  const read = readCells(csv)
  if ("error" in read) {
    return { rows: [], errors: [read.error] }
  }
  const [header, ...lines] = read.lines
  const headerErrors = checkHeader(header)
  if (headerErrors.length) {
    return { rows: [], errors: headerErrors }
  }
  if (!lines.length) {
    return { rows: [], errors: [{ line: 1, column: null, message: "The file holds no products" }] }
  }
  if (lines.length > MAX_ROWS) {
    return {
      rows: [],
      errors: [{ line: lines[MAX_ROWS].line, column: null, message: `More than ${MAX_ROWS} rows: divide the file` }],
    }
  }

  const errors: CatalogError[] = []
  const rows: CatalogRow[] = []
  for (const line of lines) {
    const row = readRow(header.cells, line, errors)
    if (row) {
      rows.push(row)
      errors.push(...checkRow(row))
    }
  }
  errors.push(...checkAcrossRows(rows))
  return { rows, errors: errors.sort((a, b) => a.line - b.line) }
}

function readCells(csv: string): { lines: Cells[] } | { error: CatalogError } {
  try {
    const records = parse(csv, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    if (!records.length) {
      return { error: { line: 1, column: null, message: "The file is empty" } }
    }
    // csv-parse tells the line on which a record ends; a quoted cell may hold line breaks of its own.
    return {
      lines: records.map(({ record, info }) => ({
        line: info.lines - record.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0),
        cells: record,
      })),
    }
  } catch (error) {
    if (error instanceof CsvError) {
      return {
        error: {
          line: Number((error as any).lines ?? 1),
          column: null,
          message: `This is not CSV: ${error.message.slice(0, 200)}`,
        },
      }
    }
    throw error
  }
}

function checkHeader({ line, cells }: Cells): CatalogError[] {
  const known = new Set<string>(CATALOG_COLUMNS)
  const unknown = cells
    .filter((cell) => !known.has(cell))
    .map((cell) => ({ line, column: cell.slice(0, 60), message: "is not a column of a catalog" }))
  const twice = cells
    .filter((cell, index) => cells.indexOf(cell) !== index)
    .map((cell) => ({ line, column: cell.slice(0, 60), message: "is there twice" }))
  const absent = CATALOG_COLUMNS.filter((column) => !cells.includes(column)).map((column) => ({
    line,
    column,
    message: "is missing",
  }))
  return [...unknown, ...twice, ...absent].slice(0, MAX_ERRORS)
}

function readRow(header: string[], { line, cells }: Cells, errors: CatalogError[]): CatalogRow | null {
  if (cells.length !== header.length) {
    errors.push({ line, column: null, message: `has ${cells.length} cells, the header has ${header.length}` })
    return null
  }
  const parsed = catalogRowSchema.safeParse(Object.fromEntries(header.map((column, index) => [column, cells[index]])))
  if (!parsed.success) {
    errors.push(...parsed.error.issues.map(({ path, message }) => ({ line, column: String(path[0]), message })))
    return null
  }
  return { ...parsed.data, line }
}

function checkRow(row: CatalogRow): CatalogError[] {
  const { line, lot_code, lot_status, ...facts } = row
  const errors: CatalogError[] = checkFacts(facts).map(({ field, message }) => ({ line, column: field, message }))
  const lotColumns = Object.keys(LOT_COLUMNS).filter((column) => column !== "lot_code") as (keyof typeof LOT_COLUMNS)[]
  if (!lot_code) {
    const stray = lotColumns.find((column) => row[column] !== null)
    return stray ? [...errors, { line, column: "lot_code", message: `is empty, but ${stray} is not` }] : errors
  }
  const problem = checkLot({ ...row, code: lot_code, status: lot_status ?? "active" })
  return problem ? [...errors, { line, column: problem.field, message: problem.message }] : errors
}

/** Rows of one product, and of one lot, must not contradict each other; SKUs and sizes are there once. */
function checkAcrossRows(rows: CatalogRow[]): CatalogError[] {
  return [
    ...agreeWithFirst(rows, "handle", Object.keys(PRODUCT_COLUMNS) as CatalogColumn[]),
    ...agreeWithFirst(rows, "lot_code", Object.keys(LOT_COLUMNS) as CatalogColumn[]),
    ...onlyOnce(rows, "sku", ({ sku }) => sku.toLowerCase()),
    ...onlyOnce(rows, "size", ({ handle, size }) => `${handle}\n${size.toLowerCase()}`),
  ]
}

function agreeWithFirst(rows: CatalogRow[], key: "handle" | "lot_code", columns: CatalogColumn[]): CatalogError[] {
  const firsts = new Map<string, CatalogRow>()
  return rows.flatMap((row) => {
    const name = row[key]
    const first = name ? firsts.get(name) : row
    if (!first) {
      firsts.set(name!, row)
      return []
    }
    return columns
      .filter((column) => row[column] !== first[column])
      .map((column) => ({
        line: row.line,
        column,
        message: `differs from line ${first.line}, which has the same ${key}`,
      }))
  })
}

function onlyOnce(rows: CatalogRow[], column: CatalogColumn, keyOf: (row: CatalogRow) => string): CatalogError[] {
  const lines = new Map<string, number>()
  return rows.flatMap((row) => {
    const earlier = lines.get(keyOf(row))
    if (earlier) {
      return [{ line: row.line, column, message: `is on line ${earlier} already` }]
    }
    lines.set(keyOf(row), row.line)
    return []
  })
}
