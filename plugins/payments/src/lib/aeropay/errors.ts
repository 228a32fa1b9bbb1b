import type { GatewayFailure } from "../../types/gateway"

type Meaning = { kind: GatewayFailure; message: string; field?: string }

const TRY_AGAIN = "Aeropay is not available right now. Please try again in a moment, or choose another way to pay."
const OTHER_WAY = "This payment was declined. Please choose another bank account or another way to pay."
const BLOCKED = "Aeropay does not accept payments from this account. Please choose another way to pay."
const RELINK = "Your bank cannot be reached. Please connect it again, or choose another bank account."
const OURS = "Paying by bank is not available in this shop right now. Please choose another way to pay."

const as = (kind: GatewayFailure, message: string, field?: string): Meaning => ({ kind, message, field })

const token = as("auth", TRY_AGAIN)
const ours = as("config", OURS)
const bug = as("config", OURS)
const declined = as("declined", OTHER_WAY)
const blocked = as("blocked", BLOCKED)
const relink = as("relink", RELINK)
const transient = as("transient", TRY_AGAIN)
const phone = (message: string) => as("input", message, "phone")
const state = (message: string) => as("state", message)

/** Aeropay's codes: what each is for us, and what a shopper (for refunds: staff) is told. Its own words are never shown. */
const MEANINGS: Record<string, Meaning> = {
  ...every(["AP001", "AP002", "AP003", "AP005", "AP006", "AP009", "AP010", "AP011"], as("auth", OURS)),
  ...every(["AP004", "AP007", "AP008", "AP101"], token),
  ...every(["AP102", "AP104", "AP108"], transient),
  ...every(["AP103", "AP116"], state("The customer's standing at Aeropay was not changed.")),
  AP105: phone("Enter the phone number with its area code."),
  AP106: phone("Enter a valid phone number."),
  AP107: as("input", "This phone number or e-mail address is in use at Aeropay already.", "phone"),
  AP109: blocked,
  AP110: as("input", "Aeropay needs your full name, e-mail address and phone number.", "first_name"),
  AP111: as("input", "The code is not right. Please check the message and enter it again.", "code"),
  AP112: as("input", "The code was entered wrongly too often. Please ask for a new one.", "code"),
  AP113: as("input", "Aeropay does not know you yet. Please start again.", "phone"),
  AP114: blocked,
  AP115: phone("Aeropay does not accept this kind of phone number. Please use your mobile number."),
  AP118: as("input", "Names may have letters only.", "first_name"),
  AP119: phone("Please use a phone number of the United States."),
  ...every(["AP201", "AP202", "AP203", "AP204", "AP205", "AP206", "AP207", "AP208", "AP209", "AP210"], ours),
  ...every(["AP303", "AP402", "AP413"], ours),
  AP300: relink,
  AP301: blocked,
  AP302: as("declined", "There is not enough money on this bank account. Please choose another one."),
  AP304: as("declined", "The amount is more than can be paid by bank at once. Please choose another way to pay."),
  AP305: blocked,
  AP306: as("declined", "There is not enough money on this bank account. Please choose another one."),
  ...every(["AP307", "AP310", "AP315"], declined),
  ...every(["AP308", "AP309"], bug),
  AP311: state("This bank account has payments that are not finished yet."),
  AP312: state("The payment was captured already."),
  AP313: state("The hold is not in force any more."),
  AP314: state("Aeropay has this payment already."),
  AP316: state("Aeropay does not know this payment."),
  AP317: as("declined", "Too many payments failed. Please wait a while, or choose another way to pay."),
  AP400: as("relink", "Please connect a bank account first."),
  AP401: as("relink", "This bank account cannot be used. Please choose another one, or connect it again."),
  AP403: as("relink", "This bank cannot be used with Aeropay. Please connect another one."),
  AP404: as("relink", "The bank could not be connected. Please choose another account."),
  ...every(["AP405", "AP406", "AP412"], as("relink", "This bank account cannot be used. Please choose another one.")),
  ...every(["AP407", "AP408", "AP409"], ours),
  AP410: as("relink", "This bank account is in use by somebody else. Please connect another one."),
  AP411: as("relink", "Only checking accounts can pay. Please connect a checking account."),
  AP414: as("input", "You have connected five bank accounts, which is as many as there can be."),
  AP415: as("input", "This bank account was connected too often. Please connect another one."),
  ...every(["AP500", "AP501", "AP502", "AP503", "AP504", "AP505", "AP506"], relink),
  ...every(["AP605", "AP700", "AP701", "AP800", "AP1000"], bug),
  ...every(["VALIDATION_ERROR", "MISSING_PARAMETER", "INVALID_FORMAT", "AP1402", "AP1400"], bug),
  ...every(["AP1100", "AP1102", "AP1103", "AP1104", "AP1107"], bug),
  ...every(["AP900", "AP1001", "AP1002", "AP1105", "AP1101", "AP1106", "AP-0002"], as("unknown", TRY_AGAIN)),
  ...every(["AP1200", "AP1201", "AP1202", "AP1203"], as("unknown", TRY_AGAIN)),
  AP1300: state("The payment was given back in full already."),
  AP1302: state("That is more than is left of the payment."),
  AP1303: as("input", "The amount must be above 0.", "amount"),
  AP1304: state("A payment of this kind cannot be given back."),
  AP1305: state("An instant payment cannot be voided. Give it back when it has cleared."),
  AP1306: state("The payment is in a state in which it cannot be given back."),
  AP1401: as("unknown", TRY_AGAIN),
}

function every(codes: string[], meaning: Meaning): Record<string, Meaning> {
  return Object.fromEntries(codes.map((code) => [code, meaning]))
}

/** Codes that say the token is not good (any more): it is renewed once, and the call repeated once. */
const TOKEN_CODES = new Set(["AP004", "AP007", "AP008", "AP101"])

export const isTokenCode = (code: string | undefined) => !!code && TOKEN_CODES.has(code)

/** What a code means. One that is not listed is `state`: something was refused and nothing happened. */
export const meaningOf = (code: string | undefined): Meaning =>
  (code !== undefined && Object.hasOwn(MEANINGS, code) && MEANINGS[code]) ||
  state("Aeropay refused this. Please try again, or choose another way to pay.")

/** For what was not answered at all. */
export const UNAVAILABLE = TRY_AGAIN
export const DECLINED_MESSAGE = OTHER_WAY

const NEXT = {
  declined: "other_provider",
  blocked: "other_provider",
  config: "other_provider",
  auth: "other_provider",
  transient: "other_provider",
  relink: "relink",
  input: "same",
  state: "same",
} as const

/**
 * What a shopper is told by code, and what she may do next. Codes that leave it open whether the money moved have none:
 * the general sentence asks her to wait.
 */
export const SHOPPER_ERRORS = Object.fromEntries(
  Object.entries(MEANINGS).flatMap(([code, { kind, message }]) =>
    kind in NEXT ? [[code, { message, retry: NEXT[kind as keyof typeof NEXT] }] as const] : []
  )
)

export const AEROPAY_CODES = Object.keys(MEANINGS)
