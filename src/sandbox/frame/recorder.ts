import type { RequestHandler } from "express"
import { KEPT } from "./service"
import { Shelf } from "./shelf"

/** A request that a service of the sandbox received. */
export type RecordedRequest = {
  id: number
  service: string
  method: string
  /** Without the query. */
  path: string
  query: unknown
  headers: Record<string, unknown>
  body: unknown
  /** Null while there is no answer, and for ever when the connection ended without one. */
  status: number | null
  duration_ms: number | null
  /** Id of the fault that was applied. */
  fault: number | null
  received_at: string
}

const SECRET_HEADER = /authorization|cookie|token|secret|password|api-?key/i
/** Larger bodies are counted, not kept: ten thousand of them must fit into memory. */
const MAX_BODY_CHARS = 16_384

const redacted = (headers: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADER.test(name) ? "[redacted]" : value])
  )

const kept = (body: unknown) => {
  const size = JSON.stringify(body ?? null).length
  return size > MAX_BODY_CHARS ? { truncated: true, characters: size } : body
}

/** The latest requests of all services. An entry exists from the moment a request arrives, also when it is never answered. */
export class Recorder {
  #requests = new Shelf<RecordedRequest>(KEPT)
  #lastId = 0

  /** Staff acts and look-ups under `__sim` are ours, not the shop's, and are left out. */
  arrived =
    (service: string): RequestHandler =>
    (req, res, next) => {
      if (isControl(req.path)) {
        next()
        return
      }
      const startedAt = process.hrtime.bigint()
      const entry: RecordedRequest = {
        id: ++this.#lastId,
        service,
        method: req.method,
        path: req.originalUrl.split("?")[0],
        query: req.query,
        headers: redacted(req.headers),
        body: null,
        status: null,
        duration_ms: null,
        fault: null,
        received_at: new Date().toISOString(),
      }
      res.locals.entry = entry
      this.#requests.put(entry.id, entry)
      res.once("close", () => {
        entry.status = res.writableFinished ? res.statusCode : null
        entry.duration_ms = Number((process.hrtime.bigint() - startedAt) / 1_000_000n)
      })
      next()
    }

  /** Runs after the body parsers. */
  parsed: RequestHandler = (req, res, next) => {
    if (res.locals.entry) {
      res.locals.entry.body = kept(req.body)
    }
    next()
  }

  list(filter: Partial<Pick<RecordedRequest, "service" | "method" | "path">> = {}) {
    return this.#requests
      .newestFirst()
      .filter((entry) =>
        Object.entries(filter).every(([name, value]) => !value || entry[name as keyof RecordedRequest] === value)
      )
  }

  reset() {
    this.#requests.clear()
    this.#lastId = 0
  }
}

export const isControl = (path: string) => path === "/__sim" || path.startsWith("/__sim/")
