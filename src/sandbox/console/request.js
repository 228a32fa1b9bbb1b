import { ask } from "./api.js"
import { openDialog } from "./dialog.js"
import { h } from "./dom.js"
import { whenChanged } from "./live.js"
import { curlOf, readable } from "./text.js"
import { toast } from "./toast.js"

/** What became of a request, in one word that does not need its colour. */
export function statusBadge({ status, duration_ms: took }) {
  if (status === null) {
    return took === null
      ? h("span", { class: "badge waiting" }, "waiting")
      : h("span", { class: "badge bad" }, "no answer")
  }
  return h("span", { class: `badge ${status >= 500 ? "bad" : status >= 400 ? "warn" : "good"}` }, String(status))
}

/** Opens one request; it is read again until it is answered. */
export function openRequest(id) {
  const dialog = openDialog({
    title: `Request ${id}`,
    kind: "drawer",
    body: h("p", {}, "Loading…"),
    onclose: () => forget(),
  })
  const read = async () => {
    try {
      const { request } = await ask(`/__sim/requests/${id}`)
      dialog.show(drawRequest(request))
      if (request.duration_ms !== null) {
        forget()
      }
    } catch (error) {
      dialog.show(h("p", { class: "strong" }, error.message))
    }
  }
  const forget = whenChanged(["requests"], read)
  void read()
}

function drawRequest(request) {
  const { method, path, query, service, received_at: at, duration_ms: took, fault, answer, status } = request
  const lost = status === null && took !== null
  return h(
    "article",
    { class: "stack" },
    h("p", { class: "address" }, h("b", {}, method), " ", h("code", {}, path)),
    facts([
      ["Answer", statusBadge(request)],
      ["Service", service],
      ["At (UTC)", at.replace("T", " ").replace("Z", "")],
      ["Took", took === null ? null : `${took} ms`],
      ["Fault", fault && `number ${fault}`],
    ]),
    lost &&
      h(
        "p",
        { class: "note" },
        answer
          ? "The shop got no answer. Below is what the service said before the connection broke: the work was done."
          : "The shop got no answer: the connection ended before the service said anything."
      ),
    copyable("Copy as curl", curlOf(request)),
    part("Query", Object.keys(query ?? {}).length ? readable(query) : null),
    part("Body", request.body === null ? null : readable(request.body)),
    headers("Headers", request.headers),
    h("h3", {}, answer ? `Answer ${answer.status}` : "Answer"),
    answer ? part(null, answer.body === null ? null : readable(answer.body)) : h("p", {}, "There is none."),
    answer && headers("Headers of the answer", answer.headers)
  )
}

/** Names and values; what is null is left out. */
export const facts = (pairs) =>
  h(
    "dl",
    { class: "facts" },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))
  )

/** A titled block of text as it is. */
export const part = (title, text) => [
  title && text !== null && h("h3", {}, title),
  text !== null && h("pre", { tabindex: "0" }, text),
]

const headers = (title, values) =>
  h(
    "details",
    {},
    h("summary", {}, `${title} (${Object.keys(values).length})`),
    facts(Object.entries(values).map(([name, value]) => [name, readable(value)]))
  )

function copyable(title, text) {
  const shown = h("pre", { tabindex: "0" }, text)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      toast("done", "Copied. Put your own credentials in place of [redacted].")
    } catch {
      // Browsers refuse it on addresses that are neither local nor https: then the person copies what is marked.
      getSelection().selectAllChildren(shown)
      shown.closest("details").open = true
      toast("failed", "The browser does not let this page copy; the command is marked below.")
    }
  }
  return h(
    "div",
    { class: "stack" },
    h("div", { class: "buttons" }, h("button", { class: "primary", onclick: copy }, title)),
    h("details", {}, h("summary", {}, "The command"), shown)
  )
}
