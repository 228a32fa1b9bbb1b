import { z } from "@medusajs/framework/zod"
import type { ErrorRequestHandler, RequestHandler } from "express"

/** An answer that is not a success. `field` names what was wrong with the request. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly field?: string
  ) {
    super(message)
  }
}

/** The value as the schema has it, or a 400 that names the first wrong field. */
export function parse<T extends z.ZodTypeAny>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value ?? {})
  if (result.success) {
    return result.data
  }
  const [issue] = result.error.issues
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined
  const field = [...issue.path, ...(unknown ? [unknown] : [])].join(".") || "body"
  throw new Problem(400, `\`${field}\`: ${unknown ? "is not a known field" : issue.message}`, field)
}

/** `limit` and `offset` of a list's query. */
export const Paging = {
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
}

/** An async handler whose rejection reaches express (version 4 does not await). */
export const handler =
  (act: (...args: Parameters<RequestHandler>) => unknown): RequestHandler =>
  (req, res, next) => {
    Promise.resolve()
      .then(() => act(req, res, next))
      .catch(next)
  }

export const notFound: RequestHandler = (req, _res, next) =>
  next(new Problem(404, `there is no ${req.method} ${req.baseUrl}${req.path} in the sandbox`))

/** The last handler: everything thrown becomes JSON; only what we did not foresee is a 500, and is logged. */
export const answerProblems =
  (log: (line: string) => void): ErrorRequestHandler =>
  (error, req, res, next) => {
    if (res.headersSent) {
      next(error)
      return
    }
    // body-parser and express mark what the client did wrong (unreadable JSON, too large, bad escapes) with a 4xx status.
    const status: number =
      error instanceof Problem ? error.status : error?.status >= 400 && error?.status < 500 ? error.status : 500
    if (status === 500) {
      log(`${req.method} ${req.path}: ${error?.stack ?? error}`)
    }
    const field = error instanceof Problem ? error.field : /json|entity/i.test(String(error?.type)) ? "body" : undefined
    const message = status === 500 ? "the sandbox itself failed; its log says why" : String(error.message)
    res.status(status).json({ message, ...(field && { field }) })
  }
