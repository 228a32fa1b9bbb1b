import type { CaseInput } from "@rise-via/core"
import type { DifferenceKind, PaymentDifferenceDTO, PaymentReconciliationRunDTO } from "../../types"
import { money } from "../register-cases"

const SENTENCES: Record<DifferenceKind, (facts: { provider: string; ours: string; theirs: string }) => string> = {
  missing_at_provider: ({ provider, ours }) => `${provider} does not know a payment of ${ours} that our books have.`,
  missing_here: ({ provider, theirs }) => `${provider} took or gave ${theirs} that our books do not know.`,
  amount_differs: ({ provider, ours, theirs }) => `${provider} says ${theirs}, our books say ${ours}.`,
  status_differs: ({ provider, ours, theirs }) => `${provider} says ${theirs}, our books say ${ours}.`,
  duplicate: ({ provider, theirs }) => `${provider} has ${theirs} twice for one sale.`,
  late_return: ({ theirs }) => `A bank took ${theirs} back after the day had been reconciled.`,
  captured_differs: ({ ours, theirs }) => `Our books say that ${ours} were captured, Medusa's payment says ${theirs}.`,
  given_back_differs: ({ ours, theirs }) =>
    `Our books say that ${ours} were given back, Medusa's payment says ${theirs}.`,
  overdrawn: ({ ours }) => `More was given back than had been captured: ${ours}.`,
  currency_differs: ({ ours }) => `Our books have ${ours} in another currency than the payment's.`,
}

/** What a difference says to staff, in one sentence. */
export function sentenceOf(difference: SentenceFacts): string {
  const { provider, kind, currency_code, ours_cents, theirs_cents, ours_status, theirs_status } = difference
  const side = (cents: number | null, status: string | null) =>
    [cents === null ? "nothing" : money(cents, currency_code), status && `(${status})`].filter(Boolean).join(" ")
  const facts = { provider, ours: side(ours_cents, ours_status), theirs: side(theirs_cents, theirs_status) }
  return SENTENCES[kind](facts)
}

type SentenceFacts = Pick<
  PaymentDifferenceDTO,
  "provider" | "kind" | "currency_code" | "ours_cents" | "theirs_cents" | "ours_status" | "theirs_status"
>

export const differenceCaseKind = ({ kind }: Pick<PaymentDifferenceDTO, "kind">) => `payments.reconciliation_${kind}`

/** One case each time a difference opens. */
export const differenceCaseKey = ({ id, opened_count }: Pick<PaymentDifferenceDTO, "id" | "opened_count">) =>
  `${id}:${opened_count}`

export function differenceCase(difference: PaymentDifferenceDTO): CaseInput {
  const { id, provider, reference, order_id, payment_session_id } = difference
  return {
    kind: differenceCaseKind(difference),
    key: differenceCaseKey(difference),
    summary: sentenceOf(difference),
    subject: order_id
      ? { type: "order", id: order_id }
      : payment_session_id
        ? { type: "payment_session", id: payment_session_id }
        : { type: "payment_difference", id },
    details: { difference_id: id, provider, reference, payment_session_id },
  }
}

/** A run that could not be brought to its end. */
export const failedCase = ({ id, provider, day, error }: PaymentReconciliationRunDTO): CaseInput => ({
  kind: "payments.reconciliation_failed",
  key: `${provider}:${day}`,
  summary: `${provider} could not be reconciled for ${day}: ${error}`,
  subject: { type: "payment_reconciliation_run", id },
})
