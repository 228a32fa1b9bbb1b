import { actButtons } from "./acts.js"
import { ask, query } from "./api.js"
import { openDialog } from "./dialog.js"
import { field, h } from "./dom.js"
import { list } from "./list.js"
import { drawMessage, frame } from "./message.js"
import { part } from "./request.js"
import { readable } from "./text.js"

const TYPING_MS = 200
/** A row shows as many acts as fit into so many characters; all of them are in the row's drawer. */
const INLINE = 22

/** A service: its acts, and its tables with a search each. */
export function panelPage({ name, title, tables, acts }) {
  const drawn = tables.map((table) => drawTable(name, table, tables.length > 1))
  return {
    title,
    about: null,
    buttons: actButtons(acts),
    parts: drawn.map(({ element }) => element),
    leave: () => drawn.forEach(({ leave }) => leave()),
  }
}

function drawTable(service, { name, title, empty, columns }, isTitled) {
  const search = h("input", { type: "search", placeholder: "Search", maxlength: 200 })
  let typing

  const rows = list({
    label: title,
    topics: [service],
    columns: columns.map((column, place) => ({ title: column, opens: place === 0 })),
    load: async (paging) => {
      const path = `/__sim/panels/${encodeURIComponent(service)}/${encodeURIComponent(name)}`
      return await ask(`${path}${query({ ...paging, q: search.value.trim() })}`)
    },
    keyOf: ({ id }) => id,
    cells: ({ cells }) => cells.map((cell) => (cell === null ? null : String(cell))),
    open: (row) => openRow(service, row),
    empty: () => (search.value.trim() ? { title: "Nothing matches." } : { title: empty }),
    acts: (row) => inlineActs(service, row),
  })
  search.addEventListener("input", () => {
    clearTimeout(typing)
    typing = setTimeout(rows.restart, TYPING_MS)
  })

  const head = h(
    "div",
    { class: "tablehead" },
    isTitled && h("h2", {}, title),
    field(`Search ${title.toLowerCase()}`, search)
  )
  return { element: h("div", { class: "stack" }, head, rows.element), leave: rows.leave }
}

function inlineActs(service, row) {
  const { acts = [], id } = row
  let room = INLINE
  const inline = acts.filter(({ label }, place) => (room -= label.length) >= 0 || place === 0)
  const more = { class: "icon", "aria-label": `More: ${id}`, onclick: () => openRow(service, row) }
  return [...actButtons(inline, { about: id }), acts.length > inline.length && h("button", more, "⋯")]
}

function openRow(service, { id, acts = [], detail, preview }) {
  // What an act changes is seen in the table: the drawer shows the row as it was opened.
  const buttons = actButtons(acts, { before: () => dialog.close() })
  const dialog = openDialog({
    title: id,
    kind: "drawer",
    body: h(
      "article",
      { class: "stack" },
      buttons.length > 0 && h("div", { class: "buttons" }, buttons),
      service === "messages"
        ? drawMessage(detail, preview)
        : [frame(preview), detail !== undefined && part("All of it", readable(detail))]
    ),
  })
}
