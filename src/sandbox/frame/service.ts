import type { Router } from "express"
import type { Timers } from "./timers"

/** A stand-in for one outside service. It is mounted below `/<name>`; faults and the record of requests come with the frame. */
export type SandboxService = {
  /** Path segment, filter name and key in `/__sim/state`. */
  name: string
  /** For the overview page. */
  title: string
  router: Router
  /** Forgets everything; the next ids are the first ones again. */
  reset: () => void
  /** All of it, plain JSON. */
  state: () => Record<string, unknown>
  /** What the overview page shows of it, as HTML. Everything that came from outside must go through `html`. */
  panel: () => string
}

/** What the frame lends to a service. */
export type SandboxFrame = {
  timers: Timers
  /** One line on standard error: for what nobody asked for over HTTP. */
  log: (line: string) => void
}

/** How many requests, messages, orders … are kept. Older ones are dropped, so that a long session cannot fill memory. */
export const KEPT = 10_000
