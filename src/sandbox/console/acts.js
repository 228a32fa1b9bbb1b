import { ask } from "./api.js"
import { askPerson } from "./dialog.js"
import { h } from "./dom.js"
import { attempt } from "./toast.js"

/**
 * Buttons for what a service lets a person do.
 *
 * @param {{ label: string, path: string, body?: object, asks?: object[], danger?: boolean }[]} acts
 * @param {{ about?: string, before?: () => void }} [options] what they are about, for who does not see the row
 */
export const actButtons = (acts, { about, before } = {}) =>
  acts.map((act) =>
    h(
      "button",
      {
        class: act.danger ? "danger" : "",
        "aria-label": about ? `${act.label}: ${about}` : null,
        onclick: ({ currentTarget }) => {
          before?.()
          void perform(act, currentTarget)
        },
      },
      act.asks?.length ? `${act.label}…` : act.label
    )
  )

async function perform({ label, path, body = {}, asks, danger }, button) {
  const values = asks?.length ? await askPerson({ title: label, fields: asks, go: label, danger }) : {}
  if (!values) {
    return
  }
  const filled = structuredClone(body)
  Object.entries(values).forEach(([name, value]) => put(filled, name.split("."), value))
  button.disabled = true
  await attempt(`${label}: done`, () => ask(path, { method: "POST", body: filled }))
  button.disabled = false
}

/** `put({}, ["callback", "delay_ms"], 5)` makes `{ callback: { delay_ms: 5 } }`. */
function put(target, [first, ...rest], value) {
  if (rest.length) {
    target[first] ??= {}
    put(target[first], rest, value)
  } else {
    target[first] = value
  }
}
