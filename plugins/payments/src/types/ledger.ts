import type { InferTypeOf } from "@medusajs/framework/types"
import type { AuditActor } from "@rise-via/core"
import type { PaymentEntry, PaymentPosting, PaymentSubject } from "../modules/payments_ledger/models"
import type { GatewayName } from "./gateway"

/**
 * What an entry is about.
 *
 * `authorization` money held for us · `capture` money taken (a sale that debits at once too) · `void` a hold or a capture
 * undone before it was settled (`voids` says which) · `expiry` a hold that ran out · `refund` money given back · `payout`
 * money sent to a shopper · `return` the bank took a capture back · `recovery` a returned capture was collected after all
 * · `settlement` the service paid us · `debit` it took money from our bank account · `fee` what it kept · `notice`
 * anything else it told us
 */
export type LedgerKind =
  | "authorization"
  | "capture"
  | "void"
  | "expiry"
  | "refund"
  | "payout"
  | "return"
  | "recovery"
  | "settlement"
  | "debit"
  | "fee"
  | "notice"

/** `pending` is accepted but not final (a queued refund); `unknown` may or may not have happened. Only `succeeded` moves money in the books. */
export type LedgerOutcome = "succeeded" | "pending" | "declined" | "failed" | "unknown"

/** What a void undoes: money that was only held for us, or money that was taken. */
export type LedgerVoids = "hold" | "capture"

/** One thing that we asked of a payment service, that it told us, or that staff did at its counter. Never changed afterwards. */
export type LedgerEntryInput = {
  /**
   * Names the fact: recording the same key with the same outcome again moves no money. Facts that move money are keyed
   * by the service's own id (`capture:<transaction id>`), so that an answer, a callback and a look-up of the same thing
   * are one fact; what is `pending` or `unknown` first is told again under the same key once more is known. What has no
   * such id is keyed by its attempt or message.
   */
  key: string
  provider: GatewayName
  /** `asked` our call and its answer · `told` a callback · `read` found by a look-up, poll or report · `staff` done by hand */
  source: "asked" | "told" | "read" | "staff"
  /** The service's own name of the call or topic, e.g. `capturePreauthTransaction`, `transaction_declined`. */
  operation: string
  kind: LedgerKind
  /** For `void` and only there. */
  voids?: LedgerVoids | null
  outcome: LedgerOutcome
  /** Whole cents, never negative; 0 where no money is named. */
  amount_cents: number
  currency_code: string
  payment_session_id?: string | null
  /** Medusa's refund, where the entry is about one. */
  refund_id?: string | null
  /** The service's id of the object, and of the object it undoes or pays back. */
  provider_reference?: string | null
  provider_parent?: string | null
  /** The service's word for the object's state, and its code where it refused. */
  provider_status?: string | null
  code?: string | null
  idempotency_key?: string | null
  /** Core's attempt or inbox message, or the staff act's audit subject. */
  correlation_id?: string | null
  /** What was asked and answered; secrets, names, phones and account numbers are blanked before storing. */
  request?: unknown
  response?: unknown
  occurred_at: Date
}

/** What the books say about money, in whole cents. Recomputed from entries; nothing stores it. */
export type MoneyState = {
  /** Holds that were neither voided nor ran out; taking the money does not lower it. */
  authorized_cents: number
  captured_cents: number
  refunded_cents: number
  /** Accepted by the service, not final yet. */
  refund_pending_cents: number
  /** Captures that were undone; voids of holds lower `authorized_cents` instead. */
  voided_cents: number
  /** Taken back by a bank and not recovered. */
  returned_cents: number
  /** What the service paid us, less what it took from our bank account. */
  settled_cents: number
  /** Entries whose outcome nobody knows yet. */
  unknown_count: number
}

export type PaymentEntryDTO = Omit<InferTypeOf<typeof PaymentEntry>, "postings">
export type PaymentPostingDTO = Omit<InferTypeOf<typeof PaymentPosting>, "entry">
export type PaymentSubjectDTO = InferTypeOf<typeof PaymentSubject>

/** What a payment session belongs to. What is left out or `null` stays as it is known. */
export type PaymentSubjectInput = Pick<PaymentSubjectDTO, "payment_session_id"> &
  Partial<
    Pick<
      PaymentSubjectDTO,
      "payment_collection_id" | "payment_id" | "cart_id" | "order_id" | "customer_id" | "amount_cents"
    >
  >

/** A fact was told again and contradicts what the books have; the books keep what they had. */
export type LedgerConflict = {
  known: PaymentEntryDTO
  told: LedgerEntryInput
  /** The fields that differ. */
  differs: ("kind" | "voids" | "amount_cents" | "currency_code" | "payment_session_id")[]
}

export type LedgerRecordResult = {
  /** Entries that are new. */
  recorded: PaymentEntryDTO[]
  /** Facts that the books had already. */
  known: PaymentEntryDTO[]
  conflicts: LedgerConflict[]
}

/** One account of one service in one currency: whole cents, `balance_cents` = debits less credits. */
export type LedgerBalance = {
  provider: GatewayName
  currency_code: string
  account: string
  debit_cents: number
  credit_cents: number
  balance_cents: number
}

/** Who has a payment captured, and why; without an amount all that is held. */
export type CaptureNote = {
  payment_id: string
  order_id: string | null
  amount_cents?: number
  currency_code: string
  reason: string
  actor: AuditActor
}
