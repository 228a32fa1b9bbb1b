import type { MiddlewareFunction, ParserConfig } from "@medusajs/framework/http"
import type { QueryConfig } from "@medusajs/framework/types"
import type { z } from "@medusajs/framework/zod"

/** What comes back: JSON of a shape, something else of a content type (a file, a stream of events), or nothing (204). */
export type RouteAnswer =
  | { description: string; schema: z.ZodType; contentType?: never }
  | { description: string; contentType?: string; schema?: never }

/**
 * Who may call a route.
 *
 * - `public`: whoever has the publishable key (below `/store`), or anybody (elsewhere) · `customer`: the one signed in
 * - `staff`: a member of staff or a secret key, with `permission` · `provider`: an outside service
 */
export type RouteAudience =
  { who: "staff"; permission: string } | { who: "public" | "customer" | "provider"; permission?: never }

/**
 * One route, declared once beside its validators: `defineRoutes` makes Medusa's middlewares of it, `npm run openapi` the
 * document, `npm run docs` the tables of the README, and the HTTP specs hold every answer against it.
 */
export type RouteContract = RouteAudience & {
  method: "GET" | "POST" | "DELETE"
  /** As Medusa matches it, e.g. `/admin/age-verifications/:id/approve`. */
  path: string
  /** One line, as in a table of contents: `Confirm a customer's age`. */
  summary: string
  description?: string
  /** Query string. `config` names the fields that are answered; leave it `{}` where nothing is selected. */
  query?: { schema: z.ZodObject; config: QueryConfig<any> }
  /** JSON body, strict: `z.strictObject({})` for a POST that takes none. */
  body?: z.ZodType
  bodyParser?: ParserConfig
  /** By status, 2xx and what else is no error. Dates are what JSON has of them: `z.iso.datetime()`. */
  answers: Record<number, RouteAnswer>
  /**
   * Errors that are particular to the route, by status, with what they mean: `{ 409: "Somebody works on it" }`. They
   * add to those every route of its kind has: 400 where there is something to get wrong, 401 and 403 where somebody must
   * be signed in, 404 where the path names something, 413 where there is a body.
   */
  errors?: Record<number, string>
  /** Run after the sign-in and before query and body are read: rate limits, a look at the path. */
  before?: MiddlewareFunction[]
}
