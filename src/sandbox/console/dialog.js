import { h } from "./dom.js"
import { raise } from "./toast.js"

let opened = 0

/**
 * A modal dialog: the focus stays in it, Escape and a click beside it close it, and the focus goes back to where it was.
 *
 * @param {{ title: any, kind?: "drawer" | "box", body: any, onclose?: () => void }} options
 */
export function openDialog({ title, kind = "box", body, onclose }) {
  const id = `dialog-${++opened}`
  const dialog = h(
    "dialog",
    { class: kind, "aria-labelledby": id },
    h(
      "header",
      {},
      h("h2", { id }, title),
      h("button", { class: "icon", "aria-label": "Close", onclick: () => dialog.close() }, "×")
    ),
    h("div", { class: "inside" }, body)
  )
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close())
  dialog.addEventListener("close", () => {
    raise()
    dialog.remove()
    onclose?.()
  })
  document.body.append(dialog)
  dialog.showModal()
  return {
    close: () => dialog.close(),
    show: (...children) => dialog.querySelector(".inside").replaceChildren(...children),
  }
}

/**
 * Asks for the values of `fields`, or only whether to go on. Resolves with them by name, or undefined when it was closed.
 *
 * @param {{ title: string, text?: string, fields?: { name: string, label: string, type: string }[], go: string, danger?: boolean }} question
 */
export function askPerson({ title, text, fields = [], go, danger }) {
  return new Promise((resolve) => {
    let values
    const inputs = fields.map(({ name, type }) =>
      h("input", { name, type, required: true, autocomplete: "off", ...(type === "number" && { step: "any" }) })
    )
    const submit = (event) => {
      event.preventDefault()
      values = Object.fromEntries(
        inputs.map((input) => [input.name, input.type === "number" ? Number(input.value) : input.value])
      )
      dialog.close()
    }
    const form = h(
      "form",
      { class: "stack", onsubmit: submit },
      text && h("p", {}, text),
      fields.map(({ label }, at) => h("label", { class: "field" }, h("span", {}, label), inputs[at])),
      h(
        "div",
        { class: "buttons end" },
        h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
        h("button", { class: danger ? "danger" : "primary" }, go)
      )
    )
    const dialog = openDialog({ title, body: form, onclose: () => resolve(values) })
    inputs[0]?.focus()
  })
}
