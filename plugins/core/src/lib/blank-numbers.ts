const BLANK = "***"
const NAMES = "\\w*(?:account_?number|routing_?number|card_?number|security_?code)|pan|cvv2?|cvc2?|pin"
/** `"bankAccountNumber": "…"` of JSON, with a text or a number. */
const JSON_FIELD = new RegExp(`("(?:${NAMES})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"|-?\\d[\\d.eE+-]*)`, "gi")
/** `card_number=…` of a form. */
const FORM_FIELD = new RegExp(`((?:^|&)(?:${NAMES})=)[^&"\\\\\\s]*`, "gi")
/** A number of JSON cannot become a text where it stands; it becomes 0. */
const BARE_CARD = /([:,[]\s*)([2-6]\d{12,18})(?=\s*[,}\]])/g
/** Cards of all networks begin with 2 to 6; times in milliseconds with 1. */
const CARD = /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])/g

/**
 * A text without card and account numbers, by the name of the field or, for cards, by their check digit. All else stays
 * as it was, byte for byte; JSON stays JSON.
 */
export const blankNumbers = (text: string): string =>
  text
    .replace(JSON_FIELD, `$1"${BLANK}"`)
    .replace(FORM_FIELD, `$1${BLANK}`)
    .replace(BARE_CARD, (whole, before, digits) => (hasCheckDigit(digits) ? `${before}0` : whole))
    .replace(CARD, (digits) => (hasCheckDigit(digits) ? BLANK : digits))

/** ISO/IEC 7812: every second digit from the right counts double, and all together end in 0. */
function hasCheckDigit(written: string): boolean {
  const digits = [...written.replace(/\D/g, "")].reverse().map(Number)
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 ? ((digit * 2) % 10) + Math.floor(digit / 5) : digit),
    0
  )
  return sum % 10 === 0
}
