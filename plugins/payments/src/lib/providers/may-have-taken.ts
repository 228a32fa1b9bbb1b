import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { LedgerEntryInput } from "../../types"
import { ledgerService } from "../ledger/ledger-service"
import { moneyState } from "../ledger/money-state"
import { paymentInternals } from "../refunds/medusa-refund"
import { profileOf } from "./profiles"

export type SessionToJudge = { id: string; provider_id: string; data: Record<string, unknown> }

const TAKEN = ["authorized", "captured", "pending_authorization"]

/**
 * Whether money may have moved, or may still move, under a payment session: the books, our calls whose answer was not
 * heard, and then the service itself. `unknown` where none of them can say.
 */
export async function mayHaveTaken(
  container: MedusaContainer,
  session: SessionToJudge
): Promise<"no" | "yes" | "unknown"> {
  const entries = (await ledgerService(container).entriesOf([session.id])) as unknown as LedgerEntryInput[]
  const state = moneyState(entries)
  if (state.authorized_cents > 0 || state.captured_cents > state.voided_cents) {
    return "yes"
  }
  const isOpen =
    state.unknown_count > 0 ||
    entries.some(({ kind, outcome }) => kind !== "notice" && kind !== "refund" && outcome === "pending") ||
    (await hasUnheardCall(container, session.id))
  try {
    return await ask(container, session)
  } catch {
    // The service does not answer: what certainly never happened is not made uncertain by that.
    return isOpen ? "unknown" : "no"
  }
}

async function ask(container: MedusaContainer, session: SessionToJudge) {
  const own = profileOf(session.provider_id).mayHaveTaken
  if (own) {
    return await own(session.id, container)
  }
  const { status } = await paymentInternals(container).paymentProviderService_.getStatus(session.provider_id, {
    data: session.data,
  })
  return TAKEN.includes(status) ? ("yes" as const) : ("no" as const)
}

/** A call under this session that was sent, and whose answer nobody has heard. */
async function hasUnheardCall(container: MedusaContainer, sessionId: string): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "core_attempt",
    fields: ["id"],
    filters: { idempotency_key: { $like: `${sessionId}%` }, state: ["sent", "unknown"] } as never,
    pagination: { take: 1 },
  })
  return data.length > 0
}
