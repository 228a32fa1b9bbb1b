import type { MoneyState } from "../../types"
import { money } from "../register-cases"
import { netCents } from "./money-state"

/** Where the books and Medusa, or the books and themselves, do not agree. */
export type LedgerDifference = {
  /** `captured` and `given_back` compare with Medusa's captures and refunds · `overdrawn` more left than had come in · `currency` an entry in another one */
  what: "captured" | "given_back" | "overdrawn" | "currency"
  books_cents: number
  medusa_cents: number | null
  /** One sentence for staff. */
  message: string
}

/** What Medusa says of the payments of this plugin's services on one order, in cents. */
export type MedusaMoney = { captured_cents: number; refunded_cents: number; currency_code: string }

/**
 * Compares what the books say of an order with what Medusa says. A refund that a service has accepted and a capture that
 * it undid instead of paying back are both refunds in Medusa. What banks took back has no counterpart there.
 */
export function compareWithMedusa(
  state: MoneyState,
  medusa: MedusaMoney,
  entries: { currency_code: string; amount_cents: number }[]
): LedgerDifference[] {
  const currency = medusa.currency_code
  const differences: LedgerDifference[] = []
  const compare = (what: "captured" | "given_back", word: string, books_cents: number, medusa_cents: number) => {
    if (books_cents !== medusa_cents) {
      const message = `The books say that ${money(books_cents, currency)} were ${word}, Medusa says ${money(medusa_cents, currency)}.`
      differences.push({ what, books_cents, medusa_cents, message })
    }
  }
  compare("captured", "captured", state.captured_cents, medusa.captured_cents)
  compare(
    "given_back",
    "given back",
    state.refunded_cents + state.refund_pending_cents + state.voided_cents,
    medusa.refunded_cents
  )
  const net = netCents(state)
  if (net < 0) {
    const message = `${money(-net, currency)} more were given back than had been captured.`
    differences.push({ what: "overdrawn", books_cents: net, medusa_cents: null, message })
  }
  const foreign = entries.find(({ currency_code, amount_cents }) => amount_cents > 0 && currency_code !== currency)
  if (foreign) {
    const message = `An entry is in ${foreign.currency_code.toUpperCase()}, the order is in ${currency.toUpperCase()}.`
    differences.push({ what: "currency", books_cents: foreign.amount_cents, medusa_cents: null, message })
  }
  return differences
}
