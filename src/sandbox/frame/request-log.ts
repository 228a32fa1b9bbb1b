import { KEPT } from "./service"
import { Shelf } from "./shelf"

export type Headers = Record<string, unknown>

/** A request that a service of the sandbox received. */
export type RecordedRequest = {
  id: number
  service: string
  method: string
  /** Without the query. */
  path: string
  query: unknown
  headers: Headers
  /** Null when there was none. */
  body: unknown
  /** Null while there is no answer, and for ever when the connection ended without one. */
  status: number | null
  /** What the service said, also when a fault kept it from the client. */
  answer: { status: number; headers: Headers; body: unknown } | null
  duration_ms: number | null
  /** Id of the fault that was applied. */
  fault: number | null
  received_at: string
}

/** As it is kept: bodies as JSON text, which is what has to be measured and searched, parsed again for who looks. */
export type Entry = Omit<RecordedRequest, "body" | "answer"> & {
  body: string | null
  answer: { status: number; headers: Headers; body: string | null } | null
}

export type RequestFilter = {
  service?: string
  method?: string
  path?: string
  /** `2xx` … `5xx`, or `none`: without an answer. */
  status?: string
  /** Found in address, query, body or answer, whatever the case. */
  q?: string
  /** Only later ones than this id. */
  after?: number
  /** Only up to this id, so that the pages of a list that grows stay where they are. */
  until?: number
}

const MAX_BODY_CHARS = 16_384
const SHOWN_OF_LARGE = 1_000
/** Of all bodies together: ten thousand large ones must fit into memory too. Beyond it the oldest requests lose theirs. */
const MAX_TOTAL_CHARS = 32_000_000
const GONE = JSON.stringify({ dropped: "to save memory" })

const sizeOf = ({ body, answer }: Entry) => (body?.length ?? 0) + (answer?.body?.length ?? 0)

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

/** The latest requests of all services, in memory that is bounded by their number and by the size of their bodies. */
export class RequestLog {
  #entries = new Shelf<Entry>(KEPT)
  #lastId = 0
  #characters = 0
  /** The oldest entry that may still have bodies. */
  #oldestBody = 1

  get size() {
    return this.#entries.size
  }

  get lastId() {
    return this.#lastId
  }

  add(request: Omit<Entry, "id">): Entry {
    const entry = { ...request, id: ++this.#lastId }
    const evicted = this.#entries.get(entry.id - KEPT)
    this.#characters -= evicted ? sizeOf(evicted) : 0
    this.#entries.put(entry.id, entry)
    return entry
  }

  /** Keeps a body, or the beginning of one that is too large. `text` is JSON. */
  keepBody(entry: Entry, of: "body" | "answer", text: string) {
    // A request may be answered long after its entry made room for others.
    if (this.#entries.get(entry.id) !== entry) {
      return
    }
    const body =
      text.length > MAX_BODY_CHARS
        ? JSON.stringify({ truncated: true, characters: text.length, beginning: text.slice(0, SHOWN_OF_LARGE) })
        : text
    if (of === "body") {
      entry.body = body
    } else if (entry.answer) {
      entry.answer.body = body
    }
    this.#characters += body.length
    while (this.#characters > MAX_TOTAL_CHARS && this.#oldestBody < this.#lastId) {
      this.#lighten(this.#oldestBody++)
    }
  }

  get(id: number): RecordedRequest | undefined {
    const entry = this.#entries.get(id)
    return entry && show(entry)
  }

  list(filter: RequestFilter, paging: { limit: number; offset: number }) {
    const { rows, ...counted } = this.#entries.page(paging, matcher(filter))
    return { rows: rows.map(show), ...counted }
  }

  /** Numbers go on, so that two requests of one session never share an id. */
  clear() {
    this.#entries.clear()
    this.#characters = 0
    this.#oldestBody = this.#lastId + 1
  }

  reset() {
    this.clear()
    this.#lastId = 0
    this.#oldestBody = 1
  }

  #lighten(id: number) {
    const entry = this.#entries.get(id)
    if (entry) {
      this.#characters -= sizeOf(entry)
      entry.body &&= GONE
      entry.answer = entry.answer && { ...entry.answer, body: entry.answer.body && GONE }
      this.#characters += sizeOf(entry)
    }
  }
}

/** Undefined when everything matches: then nothing has to be counted. */
function matcher({ status, q, after, until, ...equal }: RequestFilter) {
  const exact = Object.entries(equal).filter(([, value]) => value) as [keyof Entry, string][]
  const wanted = q?.toLowerCase()
  const statusClass = status === "none" ? null : Number(status?.[0])
  const tests: ((entry: Entry) => boolean)[] = [
    ...exact.map(
      ([name, value]) =>
        (entry: Entry) =>
          entry[name] === value
    ),
    ...(after === undefined ? [] : [({ id }: Entry) => id > after]),
    ...(until === undefined ? [] : [({ id }: Entry) => id <= until]),
    ...(status ? [(entry: Entry) => (entry.status && Math.floor(entry.status / 100)) === statusClass] : []),
    ...(wanted ? [(entry: Entry) => textOf(entry).toLowerCase().includes(wanted)] : []),
  ]
  return tests.length ? (entry: Entry) => tests.every((test) => test(entry)) : undefined
}

const textOf = ({ method, path, query, body, answer }: Entry) =>
  `${method} ${path} ${JSON.stringify(query)} ${body ?? ""} ${answer?.body ?? ""}`

const show = ({ body, answer, ...entry }: Entry): RecordedRequest => ({
  ...entry,
  body: parsed(body),
  answer: answer && { ...answer, body: parsed(answer.body) },
})
