import { z } from "@medusajs/framework/zod"

type Meaning = { message: string; status?: 400 | 401 }

/** Aeropay's codes as far as the sandbox answers them. HTTP status 200 unless said: business errors come inside a success. */
const MEANINGS = {
  AP002: { status: 401, message: "invalid API key or secret key" },
  AP004: { status: 401, message: "No token" },
  AP006: { status: 401, message: "Client not authorized for this scope" },
  AP007: { status: 401, message: "Token expired" },
  AP008: { status: 401, message: "Invalid token." },
  AP009: { status: 401, message: "Unauthorized" },
  AP010: { status: 401, message: "Not authorized for this call" },
  AP011: { status: 401, message: "Unauthorized for this transaction" },
  AP101: { status: 401, message: "No Authenticated User" },
  AP102: { message: "Unable to create user" },
  AP103: { message: "Unable to set reputation of user" },
  AP104: { message: "Cannot read the user's information" },
  AP105: { message: "Area code of the phone number is missing" },
  AP106: { message: "Phone number is not valid" },
  AP107: { message: "User exists already" },
  AP108: { message: "Error while adding user" },
  AP109: { message: "The account is suspended" },
  AP110: { message: "The profile is incomplete" },
  AP111: { message: "Verification code is wrong" },
  AP112: { message: "Too many verification attempts" },
  AP113: { message: "User does not exist" },
  AP114: { message: "The account is restricted by the merchant" },
  AP115: { message: "This type of phone is not supported" },
  AP118: { message: "User cannot be created with numbers or special characters" },
  AP119: { message: "Only phone numbers of the US are supported" },
  AP201: { message: "No merchant exists for merchant id." },
  AP203: { message: "Unable to get location for merchant id." },
  AP204: { message: "Location not for merchant." },
  AP205: { message: "Unable to get rewards and fees of merchant" },
  AP206: { message: "Unable to get account of merchant" },
  AP208: { message: "Failed to fetch location for uuid" },
  AP300: { message: "The bank cannot be reached; connect it again" },
  AP301: { message: "Blocked by the merchant" },
  AP302: { message: "Insufficient funds" },
  AP303: { message: "The transaction has no location" },
  AP304: { message: "The amount is above the merchant's limit" },
  AP305: { message: "The account is suspended" },
  AP306: { message: "The balance is below what is required" },
  AP307: { message: "Payment declined, a lower amount may work" },
  AP308: { message: "Invalid amount" },
  AP310: { message: "Credit transaction declined" },
  AP311: { message: "The bank account has pending payments" },
  AP312: { message: "Preauth has already been captured" },
  AP313: { message: "Preauth ineligible for capture" },
  AP314: { message: "Transaction already exists" },
  AP315: { message: "Payment rejected" },
  AP316: { message: "Transaction not found" },
  AP317: { message: "Too many failed attempts" },
  AP400: { message: "No bank account is linked" },
  AP401: { status: 400, message: "The account cannot be validated; connect a valid one" },
  AP402: { message: "The merchant has no bank account" },
  AP403: { message: "This bank is not supported" },
  AP404: { message: "Routing number is not valid" },
  AP407: { message: "Bank linking is disabled" },
  AP408: { message: "Unknown Aggregator" },
  AP410: { message: "Error while linking the bank account" },
  AP411: { message: "Invalid account connected for processing payments; connect a checking account" },
  AP412: { message: "The bank account was removed" },
  AP414: { message: "No more bank accounts can be linked" },
  AP415: { message: "This bank account has been linked too often" },
  AP700: { status: 400, message: "Missing required Parameter" },
  AP701: { status: 400, message: "Improperly formatted parameter" },
  AP900: { message: "External API error" },
  AP1000: { message: "Invalid API" },
  AP1001: { message: "Database error" },
  AP1002: { message: "Internal error" },
  AP1100: { status: 400, message: "Topic or webhook Id required to delete webhook" },
  AP1102: { status: 400, message: "Topic required to create webhook" },
  AP1103: { status: 400, message: "Url is invalid or missing" },
  AP1104: { status: 400, message: "Unrecognized topic" },
  AP1200: { message: "Could not create merchant bill transaction" },
  AP1300: { message: "Reversals already cover the whole transaction" },
  AP1302: { message: "Refund amount must be equal to or less than the original transaction amount" },
  AP1303: { message: "Refund amount must be positive" },
  AP1304: { message: "A transaction of this type cannot be refunded" },
  AP1305: { message: "An instant payment cannot be voided" },
  AP1306: { message: "Cannot reverse transaction" },
  AP1400: { status: 400, message: "Idempotency key was used with another payload" },
  AP1401: { status: 400, message: "A request with this idempotency key is still processed" },
  AP1402: { status: 400, message: "Idempotency key is not a UUID" },
  ApError: { message: "Error" },
  VALIDATION_ERROR: { status: 400, message: "Invalid" },
  MISSING_PARAMETER: { status: 400, message: "A parameter is missing" },
} satisfies Record<string, Meaning>

export type Code = keyof typeof MEANINGS

export const CODES = Object.keys(MEANINGS) as [Code, ...Code[]]

export const isCode = (text: string): text is Code => Object.hasOwn(MEANINGS, text)

const meaningOf = (code: Code): Meaning => MEANINGS[code]

type Detail = {
  message?: string
  status?: number
  /** No public document shows this answer: it gets the header `X-Sim-Assumed`. */
  assumed?: boolean
  help?: boolean
  /** `success`: `{success: false, code, error}`; `flat`: `{code, message}`. Both are used by one operation each. */
  envelope?: "error" | "success" | "flat"
}

/** An answer of the API that is not a success, with one of Aeropay's codes. */
export class ApProblem extends Error {
  readonly status: number
  readonly assumed: boolean
  readonly body: Record<string, unknown>

  constructor(
    readonly code: Code,
    { message = meaningOf(code).message, status = meaningOf(code).status ?? 200, assumed, help, envelope }: Detail = {}
  ) {
    super(message)
    this.status = status
    this.assumed = Boolean(assumed)
    this.body =
      envelope === "success"
        ? { success: false, code, error: message }
        : envelope === "flat"
          ? { code, message }
          : { error: { ...(help && { help: "Contact support@aeropay.com for help." }), code, message } }
  }
}

export const missing = (field: string, detail: Detail = {}) =>
  new ApProblem("AP700", { message: `Missing required Parameter: '${field}'`, ...detail })

export const malformed = (what: string, detail: Detail = {}) =>
  new ApProblem("AP701", { message: `Improperly formatted parameter: ['${what}']`, ...detail })

/** The value as the schema has it, or AP700 and AP701 as Aeropay words them. `detail` is for operations that answer 200. */
export function read<T extends z.ZodTypeAny>(schema: T, value: unknown, detail: Detail = {}): z.output<T> {
  const result = schema.safeParse(value ?? {})
  if (result.success) {
    return result.data
  }
  const [issue] = result.error.issues
  if (issue.code === "unrecognized_keys" && !issue.path.length) {
    // Documented for paymentLink only; elsewhere a misspelt field would be lost without a word.
    throw new ApProblem("AP701", {
      message: `Field(s) not supported: '${issue.keys.join("', '")}'`,
      assumed: true,
      ...detail,
    })
  }
  const [field] = issue.path
  if (field === undefined) {
    throw malformed("body", { assumed: true, ...detail })
  }
  const given = at(value, issue.path)
  if (given === undefined && issue.path.length === 1) {
    throw missing(String(field), detail)
  }
  if (given === undefined && issue.path.at(-1) === "currency") {
    throw new ApProblem("VALIDATION_ERROR", { message: "Currency is required", ...detail })
  }
  const reason = issue.code === "unrecognized_keys" ? `unknown field ${issue.keys[0]}` : issue.message
  throw malformed(
    `${issue.path.length > 1 && field !== "amount" ? issue.path.join(".") : String(field)}: ${reason}`,
    detail
  )
}

const at = (value: unknown, path: PropertyKey[]) =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value)
