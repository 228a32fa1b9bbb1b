import { z } from "@medusajs/framework/zod"
import type { RequestHandler, Response } from "express"
import { Problem, parse } from "./problem"
import { isControl } from "./recorder"
import type { Timers } from "./timers"

const MAX_DELAY_MS = 600_000
const MAX_RULES = 1_000

const FaultInput = z.strictObject({
  service: z.string().max(64).optional(),
  match: z
    .strictObject({
      method: z.string().max(10).optional(),
      /** As requested, or as it is below the service; `*` stands for anything. */
      path: z.string().max(1000).optional(),
    })
    .default({}),
  times: z.number().int().min(1).max(1_000_000).default(1),
  /** Answered instead of doing the work. */
  status: z.number().int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  delay_ms: z.number().int().min(0).max(MAX_DELAY_MS).default(0),
  /** Whether the delay comes before or after the work. */
  delay_at: z.enum(["before", "after"]).optional(),
  /** `before`: the socket is destroyed and nothing happens. `after`: the work is done, then the socket is destroyed unanswered. */
  drop: z.enum(["before", "after"]).optional(),
})

export type Fault = z.output<typeof FaultInput> & { id: number; left: number; delay_at: "before" | "after" }

/** What goes wrong next. The first rule that matches a request is used up first, so rules make a queue. */
export class Faults {
  #rules: Fault[] = []
  #lastId = 0

  constructor(
    private readonly services: () => string[],
    private readonly timers: Timers,
    private readonly changed: (topic: string) => void
  ) {}

  add(body: unknown): Fault {
    const input = parse(FaultInput, body)
    if (input.service && !this.services().includes(input.service)) {
      throw new Problem(400, `\`service\`: must be one of ${this.services().join(", ")}`, "service")
    }
    if (input.status && input.drop) {
      throw new Problem(400, "`status`: a dropped connection has no status; give either `status` or `drop`", "status")
    }
    if (!input.status && input.body !== undefined) {
      throw new Problem(400, "`body`: needs a `status` to be answered with", "body")
    }
    if (!input.status && !input.drop && !input.delay_ms) {
      throw new Problem(400, "`status`: give at least one of `status`, `drop` and `delay_ms`", "status")
    }
    if (this.#rules.length >= MAX_RULES) {
      this.#rules = this.#rules.filter(({ left }) => left > 0)
    }
    if (this.#rules.length >= MAX_RULES) {
      throw new Problem(422, `there are ${MAX_RULES} rules that have not happened yet; take some back first`)
    }
    const delayAt = input.delay_at ?? (input.drop === "after" ? "after" : "before")
    const fault = { ...input, id: ++this.#lastId, left: input.times, delay_at: delayAt }
    this.#rules.push(fault)
    this.changed("faults")
    return fault
  }

  /** In the order in which they happen. Used up ones too: `left` tells whether a fault has happened. */
  list = () => this.#rules

  remove(id: number) {
    const fault = this.#rules.find((rule) => rule.id === id)
    if (!fault) {
      throw new Problem(404, `there is no fault ${id}`, "id")
    }
    this.#rules = this.#rules.filter((rule) => rule !== fault)
    this.changed("faults")
    return fault
  }

  /** Removes the rules; numbers go on, so that two rules of one session never share an id. */
  clear() {
    this.#rules = []
    this.changed("faults")
  }

  reset() {
    this.clear()
    this.#lastId = 0
  }

  #take(service: string, method: string, whole: string, below: string) {
    const fault = this.#rules.find(
      ({ left, service: only, match }) =>
        left > 0 &&
        (!only || only === service) &&
        (!match.method || match.method.toUpperCase() === method) &&
        (!match.path || matches(match.path, whole) || matches(match.path, below))
    )
    if (fault) {
      fault.left--
      this.changed("faults")
    }
    return fault
  }

  /** Runs after the body parsers: a client that gives up during a delay must not undo the arrival of its request. */
  inject =
    (service: string): RequestHandler =>
    (req, res, next) => {
      const fault = isControl(req.path)
        ? undefined
        : this.#take(service, req.method, req.originalUrl.split("?")[0], req.path)
      if (!fault) {
        next()
        return
      }
      res.locals.entry.fault = fault.id
      const proceed = () => this.#apply(fault, res, next)
      if (fault.delay_ms && fault.delay_at === "before") {
        this.timers.after(fault.delay_ms, proceed, () => res.destroy())
      } else {
        proceed()
      }
    }

  #apply(fault: Fault, res: Response, next: () => void) {
    if (fault.drop === "before") {
      res.destroy()
      return
    }
    const late = fault.delay_at === "after" ? fault.delay_ms : 0
    const hangUp = () => void res.destroy()
    if (fault.drop === "after") {
      atEnd(res, () => this.timers.after(late, hangUp, hangUp))
    } else if (late) {
      atEnd(res, (end) => this.timers.after(late, end, hangUp))
    }
    res.locals.fault = fault
    next()
  }

  /** Runs right before the service: what a fault says instead of it is recorded and delayed like any answer. */
  answer: RequestHandler = (_req, res, next) => {
    const fault: Fault | undefined = res.locals.fault
    if (fault?.status) {
      res.status(fault.status)
      void (typeof fault.body === "string"
        ? res.send(fault.body)
        : res.json(fault.body ?? { error: "fault of the sandbox" }))
      return
    }
    next()
  }
}

/** Every answer of a service goes out in one `end`: it is held here after the work is done. */
function atEnd(res: Response, act: (end: () => void) => void) {
  const end = res.end.bind(res) as (...args: unknown[]) => Response
  res.end = ((...args: unknown[]) => {
    act(() => end(...args))
    return res
  }) as Response["end"]
}

const matches = (pattern: string, path: string) =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`
  ).test(path)
