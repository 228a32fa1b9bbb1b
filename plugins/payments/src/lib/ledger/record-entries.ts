import { openCase, type CaseInput } from "@rise-via/core"
import type PaymentsLedgerModuleService from "../../modules/payments_ledger/service"
import type { LedgerConflict, LedgerEntryInput, LedgerRecordResult } from "../../types"
import { money } from "../register-cases"

/**
 * Records what was asked, told, read or done by hand. This is what providers, workflows and jobs call: a fact that was
 * told again with other money in it becomes a case for staff and is otherwise left out of the books.
 *
 * @example
 * // in a provider: `payments_ledger` must be among the payment module's `dependencies`
 * await recordEntries(this.cradle[PAYMENTS_LEDGER_MODULE], [{ key: `capture:${uuid}`, provider: "aeropay", … }])
 */
export async function recordEntries(
  service: Pick<PaymentsLedgerModuleService, "record">,
  entries: LedgerEntryInput[]
): Promise<LedgerRecordResult> {
  const result = await service.record(entries)
  for (const conflict of result.conflicts) {
    await openCase(null, conflictCase(conflict))
  }
  return result
}

/** One case for each contradiction: the same one told again adds nothing. */
export function conflictCase({ known, told, differs }: LedgerConflict): CaseInput {
  const { provider, key, kind, amount_cents, currency_code } = known
  const facts = [told.kind, told.voids, told.amount_cents, told.currency_code, told.payment_session_id]
  const before = `${kind} of ${money(amount_cents, currency_code)}`
  const after = `${told.kind} of ${money(told.amount_cents, told.currency_code)}`
  return {
    kind: "payments.ledger_conflict",
    key: [provider, key, known.outcome, ...facts].join(":"),
    summary: `${provider} tells ${key} in two ways: ${before} before, ${after} now. The books keep what they had.`,
    subject: { type: "payment_session", id: told.payment_session_id ?? known.payment_session_id ?? key },
    details: {
      entry_id: known.id,
      differs,
      known: { kind, amount_cents, currency_code, payment_session_id: known.payment_session_id },
      told: {
        kind: told.kind,
        amount_cents: told.amount_cents,
        currency_code: told.currency_code,
        payment_session_id: told.payment_session_id ?? null,
        correlation_id: told.correlation_id ?? null,
      },
    },
  }
}
