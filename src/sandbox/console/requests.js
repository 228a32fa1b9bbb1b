import { ask, query } from "./api.js"
import { choice, field, h } from "./dom.js"
import { askPerson } from "./dialog.js"
import { list } from "./list.js"
import { openRequest, statusBadge } from "./request.js"
import { time } from "./text.js"
import { attempt } from "./toast.js"

const TYPING_MS = 200

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]
const STATUSES = [
  ["2xx", "2xx: done"],
  ["3xx", "3xx: elsewhere"],
  ["4xx", "4xx: refused"],
  ["5xx", "5xx: failed"],
  ["none", "No answer"],
]

/** Every request that the shop made to an outside service. The filters stand in the address, so that they survive a reload. */
export function requestsPage({ panels, filters, keepFilters }) {
  let lastId = 0
  let heldAt
  let typing

  const services = panels.map(({ name, label }) => [name, label])
  const controls = {
    service: choice([["", "All services"], ...services], { name: "service", value: filters.service }),
    method: choice([["", "All methods"], ...METHODS.map((method) => [method, method])], { value: filters.method }),
    status: choice([["", "All answers"], ...STATUSES], { value: filters.status }),
    q: h("input", { type: "search", placeholder: "Path, body, answer", maxlength: 200, value: filters.q ?? "" }),
  }
  const wanted = () => Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value.trim()]))
  const isFiltered = () => Object.values(wanted()).some(Boolean)

  const requests = list({
    label: "Requests",
    kind: "requests",
    topics: ["requests"],
    columns: [
      { title: "At (UTC)", name: "at" },
      { title: "Service", name: "service" },
      { title: "Request", name: "request", opens: true },
      { title: "Answer", name: "answer" },
      { title: "Took", name: "took" },
      { title: "Fault", name: "fault" },
    ],
    load: async ({ limit, offset }) => {
      // The first page is live; older ones stand still, or each new request would push a row to the next page.
      heldAt = offset ? (heldAt ?? lastId) : undefined
      const answer = await ask(`/__sim/requests${query({ ...wanted(), until: heldAt, limit, offset })}`)
      lastId = answer.last_id
      return { rows: answer.requests, count: answer.count }
    },
    keyOf: ({ id }) => String(id),
    cells: (request) => [
      h("time", { datetime: request.received_at, title: request.received_at }, time(request.received_at)),
      request.service,
      [h("b", {}, request.method), " ", h("code", {}, request.path)],
      statusBadge(request),
      request.duration_ms === null ? null : `${request.duration_ms} ms`,
      request.fault && h("span", { class: "badge warn" }, `fault ${request.fault}`),
    ],
    open: ({ id }) => openRequest(id),
    empty: () =>
      isFiltered()
        ? { title: "No request matches.", text: "Other filters may find some." }
        : { title: "No request yet.", text: "Whatever the shop asks of an outside service appears here at once." },
  })

  const changed = () => {
    keepFilters(wanted())
    clear.hidden = !isFiltered()
    requests.restart()
  }
  const clearFilters = () => {
    Object.values(controls).forEach((control) => (control.value = ""))
    changed()
  }
  const clear = h("button", { type: "button", onclick: clearFilters, hidden: !isFiltered() }, "Clear filters")
  const form = h(
    "form",
    { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    field("Service", controls.service),
    field("Method", controls.method),
    field("Answer", controls.status),
    field("Text", controls.q),
    clear
  )
  form.addEventListener("change", (event) => event.target !== controls.q && changed())
  controls.q.addEventListener("input", () => {
    clearTimeout(typing)
    typing = setTimeout(changed, TYPING_MS)
  })

  return {
    title: "Requests",
    about: "What the shop asked of outside services, newest first. Credentials are not recorded.",
    buttons: [h("button", { class: "danger", onclick: clearRecord }, "Clear the record")],
    parts: [form, requests.element],
    leave: requests.leave,
  }
}

async function clearRecord() {
  const text = "The services keep what they have; only the list of requests is emptied."
  if (await askPerson({ title: "Clear the record of requests?", text, go: "Clear", danger: true })) {
    await attempt("The record is empty", () => ask("/__sim/requests", { method: "DELETE" }))
  }
}
