import type { JsonSchema } from "./json-schema"

/** Throws with every place where the document is not OpenAPI 3.1. */
export async function demandValid(document: JsonSchema) {
  const { Validator } = await import("@seriousme/openapi-schema-validator")
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  if (!valid) {
    const list = typeof errors === "string" ? errors : JSON.stringify(errors, null, 2)
    throw new Error(`The document is not valid OpenAPI: ${list}`)
  }
}
