const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" }
const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

type Value = string | number | boolean | Markup | Markup[] | null | undefined

/** XML that is put in as it is. */
class Markup {
  constructor(readonly text: string) {}
}

const render = (value: Value): string =>
  Array.isArray(value)
    ? value.map(render).join("")
    : value instanceof Markup
      ? value.text
      : String(value ?? "").replace(/[&<>"']/g, (char) => ESCAPES[char])

/** `<name>` around a value or around one element for each field. Empty fields are left out, text is escaped. */
export function element(name: string, content: Value | Record<string, Value>): Markup {
  const isFields =
    content !== null && typeof content === "object" && !(content instanceof Markup || Array.isArray(content))
  const inner = isFields
    ? Object.entries(content)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([field, value]) => (Array.isArray(value) ? render(value) : element(field, value).text))
        .join("")
    : render(content)
  return new Markup(`<${name}>${inner}</${name}>`)
}

/** A whole document; the root gets the namespace that S3's answers have. */
export const xml = (root: Markup, namespace?: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${namespace ? root.text.replace(">", ` xmlns="${namespace}">`) : root.text}`

export const S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"

/** What stands inside each `<name>` of a document. Enough for the two flat documents that clients send to S3. */
export const contentsOf = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map(([, content]) => content)

/** The text inside the first `<name>`, unescaped. */
export const textOf = (text: string, name: string): string | undefined => {
  const [content] = contentsOf(text, name)
  return content?.replace(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, entity: string) => {
    if (!entity.startsWith("#")) {
      return NAMED[entity] ?? whole
    }
    const code = entity.startsWith("#x") ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
