import type { MedusaContainer } from "@medusajs/framework/types"
import { clock } from "@rise-via/core"
import type { DifferenceKind, FoundDifference, LedgerFact } from "../../types"
import { compareWithMedusa, type LedgerDifference, type MedusaMoney } from "../ledger/compare-with-medusa"
import { ledgerService } from "../ledger/ledger-service"
import { moneyState } from "../ledger/money-state"
import { withOrders } from "./orders-of"
import type { Work } from "./reconcile"
import { reconciliationService } from "./reconciliation-service"
import { ORDER_KINDS } from "./words"

const PAGE = 500
/** The books hear of money first; Medusa's own capture or refund may still be on its way. */
const GRACE_MS = 15 * 60_000

const KIND: Record<LedgerDifference["what"], DifferenceKind> = {
  captured: "captured_differs",
  given_back: "given_back_differs",
  overdrawn: "overdrawn",
  currency: "currency_differs",
}

/** Compares the ledger with Medusa's payments, for every payment session that has entries in the period. */
export async function compareOrders({ container, run, holder }: Work): Promise<void> {
  const service = reconciliationService(container)
  for (;;) {
    const sessions = await service.nextSessions(run.id, run.cursor, PAGE)
    if (!sessions.length) {
      return
    }
    const { compared, found } = await comparePayments(container, run.provider, sessions)
    const progress = {
      cursor: sessions[sessions.length - 1],
      differences_count: run.differences_count + found.length,
    }
    await service.settlePage(run.id, holder, {
      provider: run.provider,
      references: compared,
      kinds: ORDER_KINDS,
      found: await withOrders(container, found),
      progress,
    })
    Object.assign(run, progress)
  }
}

/** Where ledger and Medusa disagree about these payment sessions. */
export async function comparePayments(container: MedusaContainer, provider: string, sessions: string[]) {
  const settled = clock.now().getTime() - GRACE_MS
  const facts = new Map<string, LedgerFact[]>(sessions.map((session) => [session, []]))
  for (const fact of await ledgerService(container).factsOfSessions(provider, sessions)) {
    facts.get(fact.payment_session_id)?.push(fact)
  }
  const compared = sessions.filter((session) =>
    (facts.get(session) as LedgerFact[]).every(({ occurred_at }) => occurred_at.getTime() < settled)
  )
  const payments = await reconciliationService(container).paymentsOfSessions(compared)
  const moneyOf = new Map<string, MedusaMoney>(payments.map((payment) => [payment.payment_session_id, payment]))
  const found = compared.flatMap((session): FoundDifference[] => {
    const ours = facts.get(session) as LedgerFact[]
    const currency_code = ours[0]?.currency_code ?? "usd"
    const medusa = moneyOf.get(session) ?? { captured_cents: 0, refunded_cents: 0, currency_code }
    return compareWithMedusa(moneyState(ours), medusa, ours).map(({ what, books_cents, medusa_cents }) => ({
      kind: KIND[what],
      reference: session,
      currency_code: medusa.currency_code,
      ours_cents: books_cents,
      theirs_cents: medusa_cents,
      ours_status: null,
      theirs_status: null,
      payment_session_id: session,
      told_in: null,
      // Medusa may have captured what the ledger never heard of.
      occurred_at: ours[0]?.occurred_at ?? clock.now(),
    }))
  })
  return { compared, found }
}
