import { createHmac } from "node:crypto"

/** A string as Python's `json.dumps` writes it: as JSON does, with everything beyond printable ASCII as `\uXXXX`. */
export const pythonString = (text: string) =>
  JSON.stringify(text).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)

/** JSON as Python's `json.dumps` writes it: `", "` between items and `": "` after keys. Integers only; no float is sent. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(pythonJson).join(", ")}]`
  }
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined)
    return `{${fields.map(([key, inner]) => `${pythonString(key)}: ${pythonJson(inner)}`).join(", ")}}`
  }
  return typeof value === "string" ? pythonString(value) : JSON.stringify(value)
}

/** What Aeropay signs: the fields of the body in their order, then the address it was subscribed for, Python-spaced. */
export const signedText = (body: Record<string, unknown>, url: string) => pythonJson({ ...body, url })

/** `ap-signature`. The key is used as the text it is; it is not decoded from hexadecimal. */
export const sign = (message: string, key: string) => createHmac("sha256", key).update(message).digest("hex")
