import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"
import { ErrorAnswer, listRoutes, type RouteContract } from "@rise-via/core"
import Ajv2020, { type ErrorObject, type ValidateFunction } from "ajv/dist/2020"
import { z } from "@medusajs/framework/zod"
import { mapSchemas, toJsonSchema, type JsonSchema } from "../../src/scripts/docs/openapi/json-schema"
import { errorsOf } from "../../src/scripts/docs/openapi/operation"

/** A client that errs on purpose repeats itself: what is wrong is listed, not how often. */
const MOST = 50

type Answer = { method: string; url: string; status: number; contentType: string; text: string }

/**
 * Holds every answer of a declared route against its contract, with the same JSON schemas that `openapi.json` has:
 * status, content type, and each field. Answers to a request with `fields` may lack some, never have others.
 */
export class ContractWatch {
  private readonly found = new Set<string>()
  private readonly validators = new Map<z.ZodType, { whole: ValidateFunction; partial: ValidateFunction }>()
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true })
  private routes: RouteContract[] | undefined

  constructor() {
    const isoWith = (schema: z.ZodType) => (text: string) => schema.safeParse(text).success
    this.ajv.addFormat("date-time", isoWith(z.iso.datetime({ offset: true })))
    this.ajv.addFormat("date", isoWith(z.iso.date()))
    this.ajv.addFormat("uri", isoWith(z.url()))
    this.ajv.addFormat("email", isoWith(z.email()))
  }

  /** The application's listener, with every answer read on its way out. */
  around(listener: RequestListener): RequestListener {
    return (req, res) => {
      this.read(req, res)
      listener(req, res)
    }
  }

  /** What was wrong since the last call, a line each. */
  takeProblems(): string[] {
    const problems = [...this.found]
    this.found.clear()
    return problems
  }

  /** Looks at the contracts again, after a spec declared one. */
  forgetRoutes() {
    this.routes = undefined
  }

  private read(req: IncomingMessage, res: ServerResponse) {
    const chunks: Buffer[] = []
    const keep = (chunk: unknown, encoding: unknown) => {
      if (typeof chunk === "string" || chunk instanceof Uint8Array) {
        chunks.push(Buffer.from(chunk as string, (typeof encoding === "string" ? encoding : "utf8") as BufferEncoding))
      }
    }
    const { write, end } = res
    res.write = function (this: ServerResponse, ...args: any[]) {
      keep(args[0], args[1])
      return write.apply(this, args as never)
    } as typeof res.write
    res.end = function (this: ServerResponse, ...args: any[]) {
      keep(args[0], args[1])
      return end.apply(this, args as never)
    } as typeof res.end

    const { method = "GET", url = "/" } = req
    res.once("finish", () => {
      const contentType = String(res.getHeader("content-type") ?? "")
      this.check({ method, url, status: res.statusCode, contentType, text: Buffer.concat(chunks).toString("utf8") })
    })
  }

  private check({ method, url, status, contentType, text }: Answer) {
    const route = this.routeOf(method, url)
    // 304: the caller has the answer already.
    if (!route || status === 304) {
      return
    }
    const say = (what: string) => {
      if (this.found.size < MOST) {
        this.found.add(`${route.method} ${route.path} answers ${status}: ${what}`)
      }
    }
    const answer = route.answers[status]
    // 500 is in no contract. Specs that break something on purpose bring it about, and others forbid it.
    const isError = status === 500 || !!errorsOf(route)[status]
    const schema = answer ? answer.schema : isError ? ErrorAnswer : undefined
    if (!answer && !schema) {
      say(`a status that its contract does not have. ${text.slice(0, 200)}`)
    } else if (schema) {
      this.compare(schema, text, contentType, isPartial(url)).forEach(say)
    } else if (answer?.contentType && !contentType.startsWith(answer.contentType)) {
      say(`content type ${contentType || "none"} instead of ${answer.contentType}`)
    } else if (!answer?.contentType && text) {
      say("a body where its contract has none")
    }
  }

  private compare(schema: z.ZodType, text: string, contentType: string, partial: boolean): string[] {
    if (!contentType.startsWith("application/json")) {
      return [`content type ${contentType || "none"} instead of application/json`]
    }
    const validate = this.validatorsOf(schema)[partial ? "partial" : "whole"]
    return validate(JSON.parse(text)) ? [] : (validate.errors ?? []).map(inWords)
  }

  private validatorsOf(schema: z.ZodType) {
    const known = this.validators.get(schema)
    if (known) {
      return known
    }
    const json = toJsonSchema(schema, "output")
    const made = { whole: this.ajv.compile(json), partial: this.ajv.compile(withoutRequired(json)) }
    this.validators.set(schema, made)
    return made
  }

  /** Of several that fit, the one with the most fixed parts, as Express sorts them. */
  private routeOf(method: string, url: string): RouteContract | undefined {
    this.routes ??= listRoutes()
    const path = url.split("?")[0].split("/").filter(Boolean)
    return this.routes
      .filter((route) => route.method === method && fits(route.path.split("/").filter(Boolean), path))
      .sort((one, other) => one.path.split(":").length - other.path.split(":").length)[0]
  }
}

const fits = (pattern: string[], path: string[]) =>
  pattern.length === path.length &&
  pattern.every((part, index) => part.startsWith(":") || part.toLowerCase() === path[index].toLowerCase())

const isPartial = (url: string) => new URL(url, "http://localhost").searchParams.has("fields")

const withoutRequired = ({ required: _, ...schema }: JsonSchema): JsonSchema => mapSchemas(schema, withoutRequired)

/** `/posabit_orders/0/status must be string`; an unknown or missing field is named. */
function inWords({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params as { additionalProperty?: string; allowedValues?: unknown[] }
  const more = additionalProperty ?? allowedValues?.join(", ")
  return `${instancePath || "the body"} ${message}${more ? ` (${more})` : ""}`
}
