const BLANK = "***"
const MAX_DEPTH = 8
const MAX_ITEMS = 100
const MAX_TEXT = 2_000
/** Of one body as JSON, in characters. */
const MAX_BODY = 16_000

/**
 * Field names whose values are never kept, compared without case and separators, wherever they are part of a name:
 * `bankAccountNumber` is caught by `accountnumber`.
 */
const SECRET_PARTS = [
  "accountnumber",
  "acctnum",
  "address",
  "auth",
  "birth",
  "cardnumber",
  "city",
  "cookie",
  "credential",
  "cvv",
  "cvc",
  "dob",
  "email",
  "firstname",
  "fullname",
  "holder",
  "lastname",
  "license",
  "middlename",
  "otp",
  "passcode",
  "password",
  "phone",
  "mobile",
  "postal",
  "routing",
  "secret",
  "signature",
  "ssn",
  "statuscallback",
  "street",
  "token",
  "username",
  "verificationcode",
  "apikey",
  "zip",
]
/** Names that are secret only as a whole: `pin` is, `shipping` is not; `name` is a person's, `bank_name` is not. */
const SECRET_NAMES = new Set(["pan", "pin", "name", "state", "tel", "notes", "note", "cvv2", "jwt", "key"])
/** What looks like one of the above and is none. */
const HARMLESS = new Set(["authorizationid", "authorizationstatus", "authorized", "authorizedamount", "bankaddressid"])

/** Secrets and people inside texts, whatever the field is called. */
const PATTERNS: RegExp[] = [
  /[\w.+-]+@[\w-]+\.[\w.-]+/g, // e-mail
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]+/gi,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, // JSON web token
  /\b\d{3}-\d{2}-\d{4}\b/g, // social security number
  /(?<![\w-])\+?\d(?:[ .()-]{0,2}\d){8,18}(?![\w-])/g, // card, account and phone numbers, written in any way
]
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
/** Dates and times look like long numbers. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/
const IDENTIFIER = /(?:^|_)(?:u?uid|id|reference|reference_no|number_of_\w+)$/

/**
 * What may be kept of a request or an answer: secrets, names, phones, e-mail, addresses, account and card numbers,
 * tokens, PINs and one-time codes are blanked, by the name of the field and by the look of the text. Bounded in depth,
 * length and size. Amounts, states, codes and ids stay. Never throws.
 */
export function redactBody(body: unknown): unknown {
  if (body === undefined || body === null) {
    return null
  }
  const kept = walk(body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : body, "", 0)
  const json = JSON.stringify(kept)
  return json.length <= MAX_BODY ? kept : { cut_off: true, length: json.length, begins: json.slice(0, MAX_TEXT) }
}

/** A text without what `PATTERNS` name, and without characters that PostgreSQL cannot store. */
export function redactText(text: string): string {
  const readable = text.replaceAll("\u0000", "").replace(LONE_SURROGATES, "\ufffd")
  return UUID.test(readable) || DATE.test(readable)
    ? readable
    : PATTERNS.reduce((rest, pattern) => rest.replace(pattern, BLANK), readable)
}

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function walk(value: unknown, name: string, depth: number): unknown {
  if (isSecret(name, value)) {
    return value === null || value === undefined || value === "" ? value : BLANK
  }
  if (typeof value === "string") {
    const inner = depth < MAX_DEPTH ? parsed(value) : value
    if (typeof inner === "object" && inner !== null) {
      return walk(inner, name, depth + 1)
    }
    const text = value.slice(0, MAX_TEXT)
    // A service's ids may be long numbers; under a name that says so they are what people search by.
    return IDENTIFIER.test(snake(name)) && /^[\w-]{1,100}$/.test(text) ? text : redactText(text)
  }
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && Math.abs(value) >= 1e9 && !IDENTIFIER.test(snake(name)) && !isTime(value)
      ? BLANK
      : value
  }
  if (typeof value !== "object" || value === null) {
    return typeof value === "boolean" || value === null ? value : String(value ?? "")
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : value.toISOString()
  }
  if (depth >= MAX_DEPTH) {
    return BLANK
  }
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ITEMS).map((item) => walk(item, name, depth + 1))
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([field, inner]) => [redactText(field.slice(0, 100)), walk(inner, field, depth + 1)])
  )
}

/** JSON and forms come as text too; a secret inside it is found by name only when it is taken apart. */
function parsed(text: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  return /^[^\s=&?:]+=[^\s]*$/.test(text) ? Object.fromEntries(new URLSearchParams(text)) : text
}

function isSecret(name: string, value: unknown): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "")
  if (!plain || HARMLESS.has(plain) || typeof value === "boolean") {
    return false
  }
  if (plain === "code") {
    // `code: "AP300"` says why; `code: "123456"` is the one-time code of a shopper.
    return /^\d{4,8}$/.test(String(value))
  }
  return SECRET_NAMES.has(plain) || SECRET_PARTS.some((part) => plain.includes(part))
}

const snake = (name: string) => name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()
/** Seconds or milliseconds since 1970, between 2001 and 2100. */
const isTime = (value: number) => (value >= 1e9 && value < 4.2e9) || (value >= 1e12 && value < 4.2e12)
