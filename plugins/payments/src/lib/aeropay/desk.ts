import { MedusaError } from "@medusajs/framework/utils"
import { clock, openCase } from "@rise-via/core"
import type PaymentsAeropayModuleService from "../../modules/payments_aeropay/service"
import type PaymentsLedgerModuleService from "../../modules/payments_ledger/service"
import type { AeropayPaymentDTO } from "../../types"
import type { LedgerEntryInput } from "../../types/ledger"
import type { RiskReview } from "../../types/risk"
import { recordEntries } from "../ledger/record-entries"
import { money } from "../register-cases"

/** What dealing with Aeropay takes: our rows (which hold the client), the books, and who may hold an order for review. */
export type Desk = {
  rows: PaymentsAeropayModuleService
  ledger: PaymentsLedgerModuleService
  risk?: RiskReview
}

const MINUTE = 60_000

export const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * MINUTE)

export const book = async ({ ledger }: Desk, entries: LedgerEntryInput[]) => {
  if (entries.length) {
    await recordEntries(ledger, entries)
  }
}

/** A refusal whose sentence staff or the shopper may read. */
export const refusal = (message: string, code?: string) =>
  new MedusaError(MedusaError.Types.NOT_ALLOWED, code ? `${message} (${code})` : message, code)

/** Aeropay names another amount than we asked for. Nothing is stopped by it: people decide. */
export async function compareTotals(row: AeropayPaymentDTO, asked: number, answered: number, what: string) {
  if (asked !== answered) {
    await openCase(null, {
      kind: "payments.total_differs",
      key: `${row.payment_session_id}:${what}:${answered}`,
      summary: `Aeropay ${what} ${money(answered, row.currency_code)}, ${money(asked, row.currency_code)} were asked for.`,
      subject: { type: "payment_session", id: row.payment_session_id },
      details: { preauth_id: row.preauth_id, transaction_id: row.transaction_id, asked, answered },
    })
  }
}
