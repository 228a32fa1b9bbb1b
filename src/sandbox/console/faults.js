import { ask, query } from "./api.js"
import { choice, field, h } from "./dom.js"
import { list } from "./list.js"
import { attempt } from "./toast.js"

const KINDS = [
  ["status", "Answer with a status instead"],
  ["before", "Break the connection, no work done"],
  ["after", "Do the work, lose the answer"],
  ["delay", "Only be slow"],
]

const METHODS = ["", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"].map((method) => [method, method || "Any"])

/** What goes wrong next: a form that arms a fault, and the queue of those that are armed. */
export function faultsPage({ panels }) {
  const faults = list({
    label: "Faults",
    topics: ["faults"],
    columns: [
      { title: "Fault" },
      { title: "Service" },
      { title: "Request" },
      { title: "What happens" },
      { title: "Left" },
    ],
    load: async (paging) => {
      const { faults: rows, count } = await ask(`/__sim/faults${query(paging)}`)
      return { rows, count }
    },
    keyOf: ({ id }) => String(id),
    cells: (fault) => [
      String(fault.id),
      fault.service ?? "any",
      [fault.match.method ?? "any", " ", h("code", {}, fault.match.path ?? "*")],
      effect(fault),
      h(
        "span",
        { class: `badge ${fault.left ? "warn" : "good"}` },
        fault.left ? `${fault.left} of ${fault.times}` : "used up"
      ),
    ],
    acts: ({ id }) => [
      h("button", { class: "danger", "aria-label": `Take back fault ${id}`, onclick: () => takeBack(id) }, "Take back"),
    ],
    empty: () => ({ title: "Nothing is armed.", text: "All services answer as they should." }),
  })
  return {
    title: "Faults",
    about: "The next matching request goes wrong as told. Of several that match, the oldest is used up first.",
    buttons: [h("button", { class: "danger", onclick: takeAllBack }, "Take all back")],
    parts: [faultForm(panels), faults.element],
    leave: faults.leave,
  }
}

const takeBack = (id) => attempt(`Fault ${id} is taken back`, () => ask(`/__sim/faults/${id}`, { method: "DELETE" }))
const takeAllBack = () => attempt("All faults are taken back", () => ask("/__sim/faults", { method: "DELETE" }))

function effect({ status, drop, delay_ms: delay, delay_at: when }) {
  const what =
    drop === "before"
      ? "no work, broken connection"
      : drop === "after"
        ? "work done, answer lost"
        : status
          ? `answers ${status}`
          : ""
  const slow = delay ? `${delay} ms late${drop || status ? "" : `, ${when} the work`}` : ""
  return [what, slow].filter(Boolean).join(", ")
}

function faultForm(panels) {
  const controls = {
    service: choice([["", "Any"], ...panels.map(({ name, label }) => [name, label])]),
    method: choice(METHODS),
    path: h("input", { placeholder: "/api/v3/incoming_orders", maxlength: 1000, autocomplete: "off" }),
    kind: choice(KINDS),
    status: h("input", { type: "number", min: 200, max: 599, value: 503, required: true }),
    body: h("textarea", { rows: 3, placeholder: '{ "error": "busy" }' }),
    delay_ms: h("input", { type: "number", min: 0, max: 600_000, value: 0, required: true }),
    delay_at: choice([
      ["before", "Before the work"],
      ["after", "After the work"],
    ]),
    times: h("input", { type: "number", min: 1, max: 1_000_000, value: 1, required: true }),
  }
  const refusal = [
    field("Status", controls.status),
    field("Body of the answer", controls.body, "JSON or text; empty for a standard one"),
  ]
  const when = field("Wait", controls.delay_at)
  const fit = () => {
    const { value: kind } = controls.kind
    refusal.forEach((element) => (element.hidden = kind !== "status"))
    when.hidden = kind === "before" || kind === "after"
    controls.status.disabled = kind !== "status"
    controls.delay_ms.min = kind === "delay" ? 1 : 0
  }
  controls.kind.addEventListener("change", fit)
  fit()

  const submit = async (event) => {
    event.preventDefault()
    await attempt("The fault is armed", () => ask("/__sim/faults", { method: "POST", body: ruleOf(controls) }))
  }
  return h(
    "form",
    { class: "card form", onsubmit: submit, "aria-label": "Arm a fault" },
    field("Service", controls.service),
    field("Method", controls.method),
    field("Path", controls.path, "As requested or below the service; * stands for anything; empty for all"),
    field("What happens", controls.kind),
    refusal,
    field("Late by (milliseconds)", controls.delay_ms),
    when,
    field("How often", controls.times),
    h("div", { class: "buttons end" }, h("button", { class: "primary" }, "Arm the fault"))
  )
}

function ruleOf({ service, method, path, kind, status, body, delay_ms: delay, delay_at: when, times }) {
  const match = { method: method.value || undefined, path: path.value.trim() || undefined }
  const isDrop = kind.value === "before" || kind.value === "after"
  return {
    service: service.value || undefined,
    match,
    times: Number(times.value),
    delay_ms: Number(delay.value),
    ...(isDrop ? { drop: kind.value } : { delay_at: when.value }),
    ...(kind.value === "status" && { status: Number(status.value), body: bodyOf(body.value.trim()) }),
  }
}

/** JSON where it is some, else the text itself; undefined when there is none. */
function bodyOf(text) {
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return text
  }
}
