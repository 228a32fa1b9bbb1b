import { z } from "@medusajs/framework/zod"

export type JsonSchema = { [keyword: string]: any }

/** What HTTP carries of a value: `input` is what a caller sends, `output` what is answered. */
export function toJsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    // What a program makes of an input is its own affair; an answer that JSON cannot hold is a mistake of the contract.
    unrepresentable: io === "input" ? "any" : "throw",
    override: ({ zodSchema, jsonSchema }) => adjust(zodSchema as z.core.$ZodTypes, jsonSchema, io),
  }) as JsonSchema
  if (JSON.stringify(json).includes('"$ref":')) {
    throw new Error("A schema that contains itself cannot be documented: use z.unknown() where it comes back")
  }
  return json
}

function adjust(schema: z.core.$ZodTypes, json: JsonSchema, io: "input" | "output") {
  const { def } = schema._zod
  if (def.type === "date") {
    Object.assign(json, { type: "string", format: "date-time" })
  }
  // The pattern of a format is long and says nothing more; so do the bounds that JavaScript has for whole numbers.
  if (json.format) {
    delete json.pattern
  }
  for (const [bound, most] of [
    ["minimum", Number.MIN_SAFE_INTEGER],
    ["maximum", Number.MAX_SAFE_INTEGER],
  ] as const) {
    if (json[bound] === most) {
      delete json[bound]
    }
  }
  // Zod calls what is read by a function of ours required, also where that function supplies a default.
  if (io === "input" && def.type === "object" && json.required) {
    json.required = json.required.filter((name: string) => isRequired(def.shape[name] as unknown as z.ZodType))
    if (!json.required.length) {
      delete json.required
    }
  }
}

const isRequired = (schema: z.ZodType) => !schema.safeParse(undefined).success

/**
 * Moves every schema that has a `title` (`.meta({ title: "AuditEntry" })`) into `components` and leaves a reference.
 * Throws when one title stands for two shapes.
 */
export function hoistTitled(schema: JsonSchema, components: Map<string, JsonSchema>): JsonSchema {
  const inner = mapSchemas(schema, (part) => hoistTitled(part, components))
  const { title, ...rest } = inner
  if (typeof title !== "string") {
    return inner
  }
  const known = components.get(title)
  if (known && JSON.stringify(known) !== JSON.stringify(rest)) {
    throw new Error(`Two schemas are titled "${title}": give one of them another title`)
  }
  components.set(title, rest)
  return { $ref: `#/components/schemas/${title}` }
}

/** The schema with a function applied to the schemas directly inside it. */
export function mapSchemas(schema: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema {
  const one = (part: unknown) => (part && typeof part === "object" ? change(part as JsonSchema) : part)
  const result: JsonSchema = { ...schema }
  for (const key of ["items", "additionalProperties", "propertyNames", "not"]) {
    if (key in result) {
      result[key] = one(result[key])
    }
  }
  for (const key of ["anyOf", "oneOf", "allOf", "prefixItems"]) {
    if (key in result) {
      result[key] = result[key].map(one)
    }
  }
  if (result.properties) {
    result.properties = Object.fromEntries(
      Object.entries(result.properties).map(([name, property]) => [name, one(property)])
    )
  }
  return result
}
