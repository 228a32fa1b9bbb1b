import { MathBN } from "@medusajs/framework/utils"
import { MAX_CENTS, toCents } from "../money"
import type { HypurOptions } from "./options"
import { statusOf, type HypurStatus } from "./status"

/** What an answer of Hypur says, reduced to what we act on. `null` where it says nothing. */
export type HypurReading = {
  request_id: string | null
  /** `undefined` for a word that is not in the map. */
  status: HypurStatus | undefined
  provider_status: string | null
  reference: string | null
  /** Of the order: what was debited without the fee. */
  amount_cents: number | null
  fee_cents: number | null
  refunded_cents: number | null
  refund_id: string | null
  paid_out: boolean
  expires_at: Date | null
}

type Reader = Pick<HypurOptions, "fields" | "statusMap" | "amountUnit">

/** The first value that one of `paths` leads to. Names are compared without case; further members do not matter. */
export function valueAt(body: unknown, paths: string[]): unknown {
  for (const path of paths) {
    const found = path.split(".").reduce<unknown>((part, name) => memberOf(part, name), body)
    if (found !== undefined && found !== null && found !== "") {
      return found
    }
  }
  return undefined
}

export function textAt(body: unknown, paths: string[]): string | null {
  const value = valueAt(body, paths)
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, 200) : null
}

/** `Success !== true` is a failure, under HTTP 200 as well. */
export const saysSuccess = (body: unknown) => valueAt(body, ["Success"]) === true

/** `Error { Message, Name, Code }` of a refusal. */
export function readError(body: unknown): { code: string | null; name: string | null; message: string | null } {
  return {
    code: textAt(body, ["Error.Code"]),
    name: textAt(body, ["Error.Name"]),
    message: textAt(body, ["Error.Message", "Message"]),
  }
}

export function readAnswer(body: unknown, { fields, statusMap, amountUnit }: Reader): HypurReading {
  const cents = (paths: string[]) => readCents(valueAt(body, paths), amountUnit)
  const provider_status = textAt(body, fields.status)
  const fee_cents = cents(fields.fee)
  const total = cents(fields.total)
  const ends = Date.parse(textAt(body, fields.expiresAt) ?? "")
  return {
    request_id: textAt(body, fields.requestId),
    status: provider_status === null ? undefined : statusOf(provider_status, statusMap),
    provider_status,
    reference: textAt(body, fields.reference),
    // A total that names a fee beside it says more than the amount that we had asked for.
    amount_cents: total !== null && total >= (fee_cents ?? 0) ? total - (fee_cents ?? 0) : cents(fields.amount),
    fee_cents,
    refunded_cents: cents(fields.refunded),
    refund_id: textAt(body, fields.refundId),
    paid_out: valueAt(body, fields.paidOut) === true,
    expires_at: Number.isNaN(ends) ? null : new Date(ends),
  }
}

/** An amount as Hypur takes it: a JSON number with at most two decimals, or whole cents. */
export const amountOf = (cents: number, unit: HypurOptions["amountUnit"]) =>
  unit === "cents" ? cents : Number(MathBN.div(cents, 100).toFixed(2))

/** An amount that is not whole cents is no amount: `null` makes it a case instead of a wrong capture. */
function readCents(value: unknown, unit: HypurOptions["amountUnit"]): number | null {
  const isNumber = typeof value === "number" || (typeof value === "string" && /^\d{1,12}(\.\d{1,2})?$/.test(value))
  if (!isNumber) {
    return null
  }
  try {
    const cents = unit === "cents" ? Number(value) : toCents(value)
    return Number.isInteger(cents) && cents >= 0 && cents <= MAX_CENTS ? cents : null
  } catch {
    return null
  }
}

function memberOf(part: unknown, name: string): unknown {
  if (!part || typeof part !== "object" || Array.isArray(part)) {
    return undefined
  }
  const key = Object.keys(part).find((known) => known.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : (part as Record<string, unknown>)[key]
}
