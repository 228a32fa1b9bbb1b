import type { RequestHandler, Router } from "express"
import type { Timers } from "./timers"

/** A stand-in for one outside service. It is mounted below `/<name>`; faults and the record of requests come with the frame. */
export type SandboxService = {
  /** Path segment, filter name and key in `/__sim/state`. */
  name: string
  /** For the console. */
  title: string
  /** Instead of the frame's parsers of JSON and forms, for a service that takes other bodies or signs the bytes of them. */
  parsers?: RequestHandler[]
  router: Router
  /** Forgets everything; the next ids are the first ones again. */
  reset: () => void
  /** All of it, plain JSON. */
  state: () => Record<string, unknown>
  panel: Panel
}

/** What the frame lends to a service. */
export type SandboxFrame = {
  timers: Timers
  /** The sandbox's time, which people and tests may move. Every time that a service keeps or answers comes from it. */
  clock: { now: () => Date }
  /** Hosts that may be called beside this machine; `refusedToCall` asks for them. */
  calls: string[]
  /** One line on standard error: for what nobody asked for over HTTP. */
  log: (line: string) => void
}

/** What the console shows of a service and lets a developer do with it. Plain data: the console draws it, and runs none of it. */
export type Panel = { tables: PanelTable[]; acts?: PanelAct[] }

export type PanelTable = {
  /** Path segment: `GET /__sim/panels/<service>/<table>?limit&offset&q`. */
  name: string
  title: string
  /** Sentence shown when there is nothing. */
  empty: string
  columns: string[]
  /** One page, newest first. `Shelf.page` does it. */
  page: (query: PageQuery) => { rows: PanelRow[]; count: number }
}

export type PageQuery = { limit: number; offset: number; q?: string }

export type PanelRow = {
  id: string
  cells: (string | number | null)[]
  acts?: PanelAct[]
  /** JSON shown when the row is opened. */
  detail?: unknown
  /** Path of a page of the sandbox that is shown, without scripts, when the row is opened. */
  preview?: string
}

/** A button: POSTs `body`, plus what `asks` adds, to `path` of the sandbox itself. */
export type PanelAct = {
  label: string
  path: string
  body?: Record<string, unknown>
  /** Values that are asked for first. A dot in `name` leads into the body: `callback.delay_ms`. */
  asks?: { name: string; label: string; type: "number" | "text" }[]
  danger?: boolean
}

/** How many requests, messages, orders … are kept. Older ones are dropped, so that a long session cannot fill memory. */
export const KEPT = 10_000
