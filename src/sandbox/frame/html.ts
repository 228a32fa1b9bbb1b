const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** Markup that is safe to put into a page as it is. */
class Markup {
  constructor(readonly text: string) {}
  toString() {
    return this.text
  }
}

const render = (value: unknown): string => {
  if (value === null || value === undefined || value === false) {
    return ""
  }
  if (Array.isArray(value)) {
    return value.map(render).join("")
  }
  return value instanceof Markup ? value.text : String(value).replace(/[&<>"']/g, (char) => ESCAPES[char])
}

/** Every interpolated value is escaped, except other `html` pieces and `markup`. */
export const html = (parts: TemplateStringsArray, ...values: unknown[]) =>
  new Markup(
    parts.reduce((text, part, index) => text + part + (index < values.length ? render(values[index]) : ""), "")
  )

/** Text that already is markup, e.g. a service's panel. */
export const markup = (text: string) => new Markup(text)
