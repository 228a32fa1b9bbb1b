import type { Request, Response } from "express"

/** A reader that lets this much pile up is cut off: it comes back by itself and reads anew. */
const MAX_PENDING_BYTES = 1_000_000
const RETRY_MS = 1_000

/** Server-sent events to everybody who listens. */
export class EventStream {
  #readers = new Set<Response>()

  get readers() {
    return this.#readers.size
  }

  /** Answers with a stream that stays open; `event` is what a new reader hears first. */
  open(req: Request, res: Response, event: string, data: unknown) {
    res.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    })
    req.socket.setNoDelay(true)
    res.write(`retry: ${RETRY_MS}\n\n${format(event, data)}`)
    this.#readers.add(res)
    res.once("close", () => this.#readers.delete(res))
  }

  send(event: string, data: unknown) {
    const text = format(event, data)
    for (const reader of this.#readers) {
      if (reader.writableLength > MAX_PENDING_BYTES) {
        reader.destroy()
      } else {
        reader.write(text)
      }
    }
  }
}

const format = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
