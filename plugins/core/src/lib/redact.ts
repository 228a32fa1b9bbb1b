import { blankNumbers } from "./blank-numbers"

/** Blanked wherever they appear as a header or field, in lower case. */
const SECRETS = [
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-posabit-token",
  "password",
  "token",
  "access_token",
  "refresh_token",
  "client_secret",
  "secret",
  "api_key",
  "apikey",
  "pin",
  "otp",
  "account_number",
  "routing_number",
  "card_number",
  "cvv",
  "ssn",
  "birth_date",
  "date_of_birth",
  "email",
  "telephone",
  "phone",
  "first_name",
  "last_name",
  "address",
  "address_1",
  "address_2",
  "status_callback",
]
const BLANK = "***"

/**
 * A copy as JSON has it, with secrets, personal fields, card and account numbers blanked, at any depth. `more` adds field
 * names of the service's own.
 */
export function redact(value: unknown, more: string[] = []): unknown {
  const blanked = new Set([...SECRETS, ...more.map((name) => name.toLowerCase())])
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part.map(walk)
    }
    if (part && typeof part === "object") {
      return Object.fromEntries(
        Object.entries(part).map(([name, inner]) => [name, blanked.has(name.toLowerCase()) ? BLANK : walk(inner)])
      )
    }
    return part
  }
  const kept = JSON.stringify(walk(value))
  return kept === undefined ? undefined : JSON.parse(blankNumbers(kept))
}

export const redactHeaders = (headers: Record<string, string> = {}, more: string[] = []) =>
  redact(headers, more) as Record<string, string>
