import { format, resolveConfig } from "prettier"
import type { JsonSchema } from "./openapi/json-schema"

const HEADER = "// Written by `npm run openapi` from openapi.json: never edit it."
/** ESLint's `max-lines` of the house, and its complaint about a line that switches it off for nothing. */
const MOST_LINES = 300

/** Types of the store routes, which are the ones that the client calls. */
export async function toClientTypes(document: JsonSchema, file: string): Promise<string> {
  const { default: openapiTS, astToString } = await import("openapi-typescript")
  const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith("/store/")))
  const used = { ...document, paths, components: onlyUsed(document, paths) }
  const types = await format(astToString(await openapiTS(JSON.stringify(used), { alphabetize: true })), {
    ...(await resolveConfig(file)),
    parser: "typescript",
  })
  const isLong = types.split("\n").length + 1 > MOST_LINES
  return [HEADER, ...(isLong ? ["/* eslint-disable max-lines */"] : []), types].join("\n")
}

/** The component schemas that these paths lead to. */
function onlyUsed({ components }: JsonSchema, paths: JsonSchema): JsonSchema {
  const used = new Set<string>()
  const follow = (text: string) => {
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (!used.has(name)) {
        used.add(name)
        follow(JSON.stringify(components.schemas[name]))
      }
    }
  }
  follow(JSON.stringify(paths))
  const schemas = Object.entries(components.schemas).filter(([name]) => used.has(name))
  return { schemas: Object.fromEntries(schemas) }
}
