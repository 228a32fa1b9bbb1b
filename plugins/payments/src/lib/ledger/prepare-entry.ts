import { generateEntityId, MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { LedgerEntryInput, PaymentEntryDTO } from "../../types"
import { MAX_CENTS } from "../money"
import { redactBody, redactText } from "./redact-body"
import { GATEWAYS, LEDGER_KINDS, LEDGER_OUTCOMES, LEDGER_SOURCES, LEDGER_VOIDS } from "./words"

/** An entry as it is inserted. */
export type PreparedEntry = Omit<PaymentEntryDTO, "created_at" | "updated_at" | "deleted_at">

/** Words of a service are cut and cleaned rather than refused: what it said must be recorded however it said it. */
const words = (max: number) =>
  z
    .string()
    .transform((text) => redactText(text).slice(0, max))
    .nullish()
    .transform((text) => text || null)

/** PostgreSQL's text holds everything but the character 0. */
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\0]+$/, "has a character that cannot be stored")

const id = text(200)
  .nullish()
  .transform((text) => text ?? null)

const Entry = z
  .strictObject({
    key: text(300),
    provider: z.enum(GATEWAYS),
    source: z.enum(LEDGER_SOURCES),
    operation: text(200),
    kind: z.enum(LEDGER_KINDS),
    voids: z
      .enum(LEDGER_VOIDS)
      .nullish()
      .transform((voids) => voids ?? null),
    outcome: z.enum(LEDGER_OUTCOMES),
    amount_cents: z.number().int().min(0).max(MAX_CENTS),
    currency_code: z
      .string()
      .transform((code) => code.toLowerCase())
      .pipe(z.string().regex(/^[a-z]{3}$/, "must be a currency such as `usd`")),
    payment_session_id: id,
    refund_id: id,
    provider_reference: id,
    provider_parent: id,
    provider_status: words(100),
    code: words(100),
    idempotency_key: id,
    correlation_id: id,
    request: z.unknown(),
    response: z.unknown(),
    occurred_at: z.date(),
  })
  .refine(({ kind, voids }) => (kind === "void") === (voids !== null), {
    path: ["voids"],
    error: "says `hold` or `capture` for a void, and is left out for everything else",
  })

/** Checks an entry and blanks what must not be stored. INVALID_DATA names the field. */
export function prepareEntry(input: LedgerEntryInput): PreparedEntry {
  const result = Entry.safeParse(input)
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join(".") || "entry"}: ${message}`)
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `A ledger entry of ${input.provider} (${input.operation}) is not valid: ${problems.join("; ")}`
    )
  }
  const { request, response, ...entry } = result.data
  return {
    ...entry,
    id: generateEntityId(undefined, "pent"),
    request: redactBody(request) as PreparedEntry["request"],
    response: redactBody(response) as PreparedEntry["response"],
  }
}
