import type { RouteContract } from "@rise-via/core"
import type { z } from "@medusajs/framework/zod"
import { toJsonSchema, type JsonSchema } from "../openapi/json-schema"
import type { PluginFacts } from "../plugin-facts"
import { eventsOf } from "./events"
import { optionsOf } from "./options"

type Table = { head: string[]; rows: string[][] }

const WHO = { public: "anybody", customer: "signed-in customer", staff: "staff", provider: "provider" }

/**
 * The README with its tables written anew. A table stands between `<!-- generated: routes -->` and `<!-- end -->`; one
 * that has rows must have its place, so that no README is silent about what its plugin has.
 */
export function withTables(plugin: PluginFacts, readme: string): string {
  return Object.entries(tablesOf(plugin)).reduce((text, [name, table]) => {
    const place = new RegExp(`(<!-- generated: ${name} -->)[\\s\\S]*?(<!-- end -->)`)
    if (place.test(text)) {
      return text.replace(place, (_, open, close) => [open, "", toMarkdown(table), "", close].join("\n"))
    }
    if (table.rows.length) {
      throw new Error(
        `plugins/${plugin.name}/README.md: no place for the table of ${name} (<!-- generated: ${name} -->)`
      )
    }
    return text
  }, readme)
}

function tablesOf({ routes, permissions, source }: PluginFacts): Record<string, Table> {
  return {
    options: {
      head: ["option", "type", "default", "meaning"],
      rows: optionsOf(source).map((option) => [`\`${option.name}\``, option.type, option.default, option.meaning]),
    },
    routes: {
      head: ["route", "what it does", "who", "takes", "answers"],
      rows: routes.map((route) => [
        `\`${route.method} ${route.path}\``,
        [route.summary, route.description].filter(Boolean).join(". "),
        route.permission ? `\`${route.permission}\`` : WHO[route.who],
        takes(route),
        answers(route),
      ]),
    },
    permissions: {
      head: ["permission", "lets staff"],
      rows: permissions.map(({ key, description }) => [`\`${key}\``, description]),
    },
    events: {
      head: ["event", "when, and what it carries"],
      rows: eventsOf(source).map(({ name, meaning }) => [`\`${name}\``, meaning]),
    },
  }
}

function takes({ body, query }: RouteContract): string {
  const fields = query ? Object.keys(query.schema.shape).sort().join(", ") : ""
  return [body && code(keysOf(toJsonSchema(body, "input"))), fields && `query: ${fields}`].filter(Boolean).join("; ")
}

function answers(route: RouteContract): string {
  const good = Object.entries(route.answers).map(([status, { schema, contentType, description }]) => {
    const what = schema ? code(keysOf(toJsonSchema(schema as z.ZodType, "output"))) : (contentType ?? description)
    return status === "200" ? what : `${status} ${what}`
  })
  const bad = Object.entries(route.errors ?? {}).map(([status, description]) => `${status}: ${description}`)
  return [...good, ...bad].join("; ")
}

/** `{ reason? }`: the fields of an object, those that may be left out marked. */
function keysOf({ properties = {}, required = [], anyOf }: JsonSchema): string {
  if (anyOf) {
    return anyOf.map(keysOf).join(" or ")
  }
  const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
  return names.length ? `{ ${names.join(", ")} }` : "{}"
}

const code = (text: string) => `\`${text}\``

function toMarkdown({ head, rows }: Table): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`
  return rows.length ? [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") : "None."
}
