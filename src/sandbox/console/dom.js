/**
 * An element. What is given as a child becomes text unless it is a node: what strangers sent is never read as markup.
 * Properties that begin with `on` are listeners, `data` and the rest are attributes; `false` and null leave one out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...any} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value)
    } else if (name === "value" || name === "checked") {
      element[name] = value
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value))
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/**
 * Makes the children of `parent` those of `items`, in their order. A child whose item says the same as before stays, so
 * that a list that is read again loses neither the focus nor a selection.
 *
 * @template T
 * @param {HTMLElement} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => HTMLElement} draw
 */
export function keyed(parent, items, keyOf, draw) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]))
  items.forEach((item, place) => {
    const key = keyOf(item)
    const said = JSON.stringify(item)
    let child = before.get(key)
    if (child?.said !== said) {
      const drawn = Object.assign(draw(item), { said })
      drawn.dataset.key = key
      keepFocus(child, drawn, () => child?.remove())
      child = drawn
    }
    before.delete(key)
    if (parent.children[place] !== child) {
      parent.insertBefore(child, parent.children[place] ?? null)
    }
    child.refocus?.()
  })
  before.forEach((child) => child.remove())
}

const FOCUSABLE = "button, a, input, select"

/** The control that had the focus in `old` gets it in `drawn`, by its place, once that is on the page. */
function keepFocus(old, drawn, remove) {
  const focused = old?.contains(document.activeElement)
    ? [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement)
    : -1
  remove()
  if (focused >= 0) {
    drawn.refocus = () => {
      drawn.refocus = undefined
      drawn.querySelectorAll(FOCUSABLE)[focused]?.focus()
    }
  }
}

/** A labelled control: `field("Path", h("input"))`. */
export const field = (label, control, hint) =>
  h(
    "label",
    { class: "field" },
    h("span", {}, label),
    Object.assign(control, { ariaLabel: label, ariaDescription: hint ?? null }),
    hint && h("small", {}, hint)
  )

/** A select of `[value, label]` pairs. */
export const choice = (options, properties = {}) => {
  const { value, ...rest } = properties
  const select = h(
    "select",
    rest,
    options.map(([key, label]) => h("option", { value: key }, label))
  )
  select.value = value ?? options[0][0]
  return select
}
