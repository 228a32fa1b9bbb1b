import { createHmac, timingSafeEqual } from "node:crypto"

/** Text as Python's `json.dumps` writes it: as JSON does, with everything beyond printable ASCII as `\uXXXX`. */
export const pythonString = (text: string) => JSON.stringify(text).replace(/[^ -~]/g, escapeChar)

const escapeChar = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`

/**
 * Whether Aeropay signed these bytes for this address: HMAC-SHA256 over the body as Python's `json.dumps` writes it, with
 * the subscribed address as its last field. The key is used as the text it is. Any of `keys` will do, which makes room
 * for a new one while the old one is still in use.
 */
export function isSignedBy(keys: string[], rawBody: Buffer | string, url: string, signature: string | undefined) {
  if (!signature || !/^[0-9a-f]{64}$/.test(signature)) {
    return false
  }
  const given = Buffer.from(signature, "hex")
  const messages = candidates(rawBody.toString("utf8"), url)
  return keys.some((key) =>
    messages.some((message) => timingSafeEqual(createHmac("sha256", key).update(message).digest(), given))
  )
}

/**
 * What may have been signed: the bytes as they came, when their sender writes JSON as Python does, and the same fields
 * respaced and escaped that way. The text is respaced rather than parsed and written again: that would reorder keys that
 * look like numbers, and turn 1.0 into 1.
 */
export function candidates(rawBody: string, url: string): string[] {
  const body = rawBody.trim()
  if (!body.startsWith("{") || !body.endsWith("}")) {
    return []
  }
  const respaced = respace(body)
  return [body, ...(respaced === undefined || respaced === body ? [] : [respaced])].map((text) => {
    const start = text.slice(0, -1)
    return `${start}${start === "{" ? "" : ", "}"url": ${pythonString(url)}}`
  })
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gy

/** Nothing when it is not made of JSON's tokens. */
function respace(text: string): string | undefined {
  let result = ""
  let end = 0
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token] = match
    end = TOKEN.lastIndex
    if (token === "," || token === ":") {
      result += `${token} `
    } else if (token.trim()) {
      result += token.startsWith('"') ? token.replace(/[^ -~]/g, escapeChar) : token
    }
  }
  return end === text.length ? result : undefined
}
