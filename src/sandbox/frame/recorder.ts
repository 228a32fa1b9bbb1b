import type { RequestHandler, Response } from "express"
import type { Entry, Headers, RequestLog } from "./request-log"

const SECRET_HEADER = /authorization|cookie|token|secret|password|api-?key/i
/** What is kept of an answer while it is sent; the log cuts it down further. */
const MAX_ANSWER_BYTES = 65_536
const READABLE = /json|text|xml|x-www-form-urlencoded/i

const redacted = (headers: Headers): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADER.test(name) ? "[redacted]" : value])
  )

/** Writes down what services receive and answer. `changed` hears the name of what a console may want to read again. */
export class Recorder {
  constructor(
    private readonly log: RequestLog,
    private readonly now: () => Date,
    private readonly changed: (topic: string) => void
  ) {}

  /** An entry exists from the moment a request arrives. Staff acts and look-ups under `__sim` are ours, not the shop's. */
  arrived =
    (service: string): RequestHandler =>
    (req, res, next) => {
      res.once("close", () => this.changed(service))
      if (isControl(req.path)) {
        next()
        return
      }
      const startedAt = process.hrtime.bigint()
      const entry = this.log.add({
        service,
        method: req.method,
        path: req.originalUrl.split("?")[0],
        query: req.query,
        headers: redacted(req.headers),
        body: null,
        status: null,
        answer: null,
        duration_ms: null,
        fault: null,
        received_at: this.now().toISOString(),
      })
      res.locals.entry = entry
      this.changed("requests")
      res.once("close", () => {
        entry.status = res.writableFinished ? res.statusCode : null
        entry.duration_ms = Number((process.hrtime.bigint() - startedAt) / 1_000_000n)
        this.changed("requests")
      })
      next()
    }

  /** Runs after the body parsers. */
  parsed: RequestHandler = (req, res, next) => {
    const hasBody = Number(req.headers["content-length"] ?? 0) > 0 || req.headers["transfer-encoding"]
    if (res.locals.entry && hasBody) {
      this.log.keepBody(res.locals.entry, "body", JSON.stringify(req.body ?? null))
    }
    next()
  }

  /** Runs after the faults, so that it hears the answer before one of them loses it. */
  answered: RequestHandler = (_req, res, next) => {
    const entry: Entry | undefined = res.locals.entry
    if (entry) {
      hear(res, (body) => {
        entry.answer = { status: res.statusCode, headers: redacted(res.getHeaders()), body: null }
        if (body !== undefined) {
          this.log.keepBody(entry, "answer", JSON.stringify(body))
        }
      })
    }
    next()
  }
}

/** Calls `heard` right before the answer ends, with its body as a person reads it; undefined when it has none. */
function hear(res: Response, heard: (body: unknown) => void) {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const take = (chunk: unknown) => {
    const data = typeof chunk === "string" ? Buffer.from(chunk) : chunk instanceof Uint8Array ? chunk : undefined
    bytes += data?.length ?? 0
    if (data && bytes <= MAX_ANSWER_BYTES) {
      chunks.push(data)
    }
  }
  const write = res.write.bind(res) as (...args: unknown[]) => boolean
  res.write = ((...args: unknown[]) => {
    take(args[0])
    return write(...args)
  }) as Response["write"]
  const end = res.end.bind(res) as (...args: unknown[]) => Response
  res.end = ((...args: unknown[]) => {
    take(args[0])
    heard(bytes ? bodyOf(res, bytes, chunks) : undefined)
    return end(...args)
  }) as Response["end"]
}

function bodyOf(res: Response, bytes: number, chunks: Uint8Array[]): unknown {
  const type = String(res.getHeader("content-type") ?? "text")
  if (!READABLE.test(type)) {
    return { binary: true, bytes }
  }
  const text = Buffer.concat(chunks).toString("utf8")
  if (bytes > MAX_ANSWER_BYTES) {
    return { truncated: true, bytes, beginning: text.slice(0, 1_000) }
  }
  try {
    return /json/i.test(type) ? JSON.parse(text) : text
  } catch {
    // Said to be JSON and is none: shown as it was sent.
    return text
  }
}

export const isControl = (path: string) => path === "/__sim" || path.startsWith("/__sim/")
