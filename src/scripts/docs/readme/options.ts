import { z } from "@medusajs/framework/zod"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { loadSource } from "../load-source"
import { toJsonSchema, type JsonSchema } from "../openapi/json-schema"
import { commentsOf } from "./comments"

export type OptionRow = { name: string; type: string; default: string; meaning: string }

const DECLARATION = /^export const (\w*[oO]ptionsSchema)\b/m

/** Options of a plugin: what its exported `…OptionsSchema` takes, with the comments beside the fields. */
export function optionsOf(source: string): OptionRow[] {
  const file = ["lib", "types", "config"]
    .map((folder) => join(source, folder))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .find((path) => path.endsWith(".ts") && DECLARATION.test(readFileSync(path, "utf8")))
  if (!file) {
    return []
  }
  const [, variable] = DECLARATION.exec(readFileSync(file, "utf8")) as RegExpExecArray
  const comments = commentsOf(file, variable)
  const rows = rowsOf(loadSource(file)[variable], "").map(({ name, schema }) => {
    const { text, fallback } = comments.get(name) ?? { text: "" }
    return {
      name,
      type: typeOf(schema),
      default: fallback ?? defaultOf(schema) ?? "–",
      meaning: schema.description ?? text,
    }
  })
  const silent = rows.filter(({ meaning }) => !meaning).map(({ name }) => name)
  if (silent.length) {
    throw new Error(`${file}: no comment says what these options mean: ${silent.join(", ")}`)
  }
  return rows
}

function rowsOf(schema: z.ZodType, prefix: string): { name: string; schema: z.ZodType }[] {
  return Object.entries((unwrapped(schema) as z.ZodObject).shape).flatMap(([key, field]) => {
    const name = `${prefix}${key}`
    return unwrapped(field) instanceof z.ZodObject ? rowsOf(field, `${name}.`) : [{ name, schema: field }]
  })
}

/** Without what makes it optional, gives it a default or transforms it. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const def = schema.def as { type: string; innerType?: z.ZodType; in?: z.ZodType }
  const inner = ["optional", "default", "prefault", "nullable"].includes(def.type) ? def.innerType : undefined
  const input = def.type === "pipe" ? def.in : undefined
  return inner || input ? unwrapped((inner ?? input) as z.ZodType) : schema
}

function defaultOf(schema: z.ZodType): string | undefined {
  const def = schema.def as { type: string; innerType?: z.ZodType; defaultValue?: unknown }
  if (def.type === "default") {
    return typeof def.defaultValue === "function" ? undefined : code(JSON.stringify(def.defaultValue))
  }
  return def.innerType && defaultOf(def.innerType)
}

function typeOf(schema: z.ZodType): string {
  const inner = unwrapped(schema)
  if (inner.def.type === "custom") {
    return "function"
  }
  const words = wordsOf(toJsonSchema(inner, "input"))
  return isNullable(schema) ? `${words} or \`null\`` : words
}

const isNullable = (schema: z.ZodType) => schema.safeParse(null).success

function wordsOf(json: JsonSchema): string {
  const { type, format, minLength, maxLength, items, additionalProperties } = json
  if (json.enum) {
    return json.enum.map((value: unknown) => code(JSON.stringify(value))).join(", ")
  }
  switch (type) {
    case "string":
      return format === "uri" ? "URL" : range("text", minLength, maxLength, "characters")
    case "integer":
      return range("whole number", json.minimum ?? json.exclusiveMinimum + 1, json.maximum)
    case "number":
      return range("number", json.minimum, json.maximum)
    case "array":
      return `list of ${wordsOf(items ?? {})}`
    case "object":
      return `map to ${wordsOf(additionalProperties ?? {})}`
    default:
      return type ?? (json.anyOf ? json.anyOf.map(wordsOf).join(" or ") : "anything")
  }
}

function range(word: string, from: number | undefined, to: number | undefined, unit = "") {
  const isFrom = from !== undefined && !Number.isNaN(from)
  const bounds = isFrom && to !== undefined ? `${from} to ${to}` : isFrom ? `${from} or more` : to && `${to} at most`
  return bounds ? `${word}, ${[bounds, unit].filter(Boolean).join(" ")}` : word
}

const code = (text: string) => `\`${text}\``
