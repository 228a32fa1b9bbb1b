import { MedusaError } from "@medusajs/framework/utils"
import { MAX_ERRORS } from "./parse-catalog"
import type { CatalogError } from "./parse-catalog"

/** Nothing of the file was applied: every mistake with its line and column, in `reasons` of the answer. */
export class CatalogImportError extends MedusaError {
  readonly reasons: { code: string; message: string; facts: { line: number; column: string | null } }[]

  constructor(errors: CatalogError[]) {
    const more = errors.length > MAX_ERRORS ? ` The first ${MAX_ERRORS} are listed.` : ""
    const count = errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`
    super(
      MedusaError.Types.INVALID_DATA,
      `The catalog has ${count} and nothing of it was applied.${more}`,
      "compliance.catalog_invalid"
    )
    this.reasons = errors.slice(0, MAX_ERRORS).map(({ line, column, message }) => ({
      code: "compliance.catalog_invalid",
      message: [`Line ${line}`, column, message].filter(Boolean).join(", "),
      facts: { line, column },
    }))
  }
}
