import { h, keyed } from "./dom.js"
import { whenChanged } from "./live.js"

const PAGE = 50
const LONG = 16
/** A list is read again at most this often, however many events tell of it. */
const SHORTEST_PAUSE_MS = 150

/**
 * A table of one page at a time, read from the sandbox and read again when it says that something changed. On a phone its
 * rows are cards. Fifty rows are on the page, whatever the list holds.
 *
 * @template T
 * @param {{
 *   label: string,
 *   columns: { title: string, name?: string, opens?: boolean }[],
 *   topics: string[],
 *   load: (paging: { limit: number, offset: number }) => Promise<{ rows: T[], count: number }>,
 *   keyOf: (row: T) => string,
 *   cells: (row: T) => any[],
 *   acts?: (row: T) => any[],
 *   open?: (row: T) => void,
 *   empty: () => { title: string, text?: string },
 *   kind?: string,
 * }} options
 */
export function list(options) {
  const { label, columns, kind = "", acts } = options
  const body = h("tbody")
  const titles = columns.map(({ title }) => h("th", { scope: "col" }, title))
  const head = h("thead", {}, h("tr", {}, titles, acts && h("th", { scope: "col", class: "acts" }, "Acts")))
  const table = h("table", { class: `list ${kind}`, "aria-label": label, hidden: true }, head, body)
  const state = h("div", { class: "state", role: "status" }, h("p", {}, "Loading…"))
  const range = h("span", { class: "range" })
  const pager = h("div", { class: "pager", hidden: true })
  const page = { offset: 0, count: 0 }

  const turn = (title, offset) => h("button", { onclick: () => void go(offset()) }, title)
  pager.append(
    range,
    turn("Newest", () => 0),
    turn("Newer", () => Math.max(page.offset - PAGE, 0)),
    turn("Older", () => page.offset + PAGE)
  )

  const read = oneAtATime(async () => {
    try {
      const { rows, count } = await options.load({ limit: PAGE, offset: page.offset })
      page.count = count
      if (!rows.length && page.offset) {
        // The list was emptied meanwhile: there is nothing on later pages any more.
        page.offset = 0
        void read()
        return
      }
      keyed(body, rows, options.keyOf, (row) => drawRow(options, row))
      show(rows.length)
    } catch (error) {
      fail(error)
    }
    element.setAttribute("aria-busy", "false")
  })

  function show(shown) {
    table.hidden = !shown
    state.hidden = shown > 0
    pager.hidden = page.count <= PAGE && page.offset === 0
    const numbers = new Intl.NumberFormat("en")
    range.textContent = `${numbers.format(page.offset + 1)}–${numbers.format(page.offset + shown)} of ${numbers.format(page.count)}`
    const [newest, newer, older] = pager.querySelectorAll("button")
    newest.disabled = newer.disabled = page.offset === 0
    older.disabled = page.offset + shown >= page.count
    if (!shown) {
      const { title, text } = options.empty()
      state.replaceChildren(h("p", { class: "strong" }, title), text ? h("p", {}, text) : "")
    }
  }

  function fail(error) {
    table.hidden = pager.hidden = true
    state.hidden = false
    state.replaceChildren(
      h("p", { class: "strong" }, error.message),
      h("button", { onclick: () => read() }, "Try again")
    )
  }

  async function go(offset) {
    page.offset = offset
    await read()
    element.scrollIntoView({ block: "nearest" })
  }

  const element = h("section", { class: "card", "aria-busy": "true" }, state, table, pager)
  const forget = whenChanged(options.topics, read)
  void read()

  return {
    element,
    /** From the first page on, e.g. after the filters changed. */
    restart: () => void go(0),
    leave: forget,
  }
}

function drawRow({ columns, cells, acts, open }, row) {
  const shown = cells(row)
  const buttons = acts?.(row)
  const openRow = open && (() => open(row))
  return h(
    "tr",
    {
      class: open ? "opens" : "",
      onclick: (event) => openRow && !event.target.closest("button, a") && !String(getSelection()) && openRow(),
    },
    shown.map((cell, place) => {
      const content = isNone(cell) ? "–" : cell
      return h(
        "td",
        { "data-label": columns[place].title, class: classesOf(columns[place], cell) },
        open && columns[place].opens ? h("button", { class: "open", onclick: openRow }, content) : content
      )
    }),
    buttons && h("td", { class: "acts", "data-label": "Acts" }, h("div", { class: "buttons" }, buttons))
  )
}

/** Identifiers without a place to break would push the other columns off the page. */
const classesOf = ({ name }, cell) =>
  [name, isNone(cell) && "none", typeof cell === "string" && cell.length > LONG && "long"].filter(Boolean).join(" ")

const isNone = (cell) => cell === null || cell === undefined || cell === ""

/** `act`, never twice at once and not too often; asked for in between, it runs once more. */
function oneAtATime(act) {
  let isRunning = false
  let isAsked = false
  return async () => {
    isAsked = true
    if (isRunning) {
      return
    }
    isRunning = true
    while (isAsked) {
      isAsked = false
      await act()
      await new Promise((resolve) => setTimeout(resolve, SHORTEST_PAUSE_MS))
    }
    isRunning = false
  }
}
