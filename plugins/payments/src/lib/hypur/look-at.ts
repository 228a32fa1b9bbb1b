import { clock, type AuditActor } from "@rise-via/core"
import type PaymentsHypurModuleService from "../../modules/payments_hypur/service"
import type PaymentsLedgerModuleService from "../../modules/payments_ledger/service"
import type { HypurRequestDTO } from "../../types"
import { recordEntries } from "../ledger/record-entries"
import { applyReading } from "./apply-reading"
import { cancelAtHypur, endCancels, isCaptured } from "./cancel"
import { unpaidCase } from "./cases"
import { HypurClient } from "./client"
import { readingEntries, settlementEntries } from "./entries"
import { isTaken } from "./status"

/** The two modules that everything about a request is written to; a provider has them in its own container. */
export type Desk = {
  requests: PaymentsHypurModuleService
  ledger: Pick<PaymentsLedgerModuleService, "record">
}

/** `read` is false when Hypur could not say, or offers no way to ask; the row is then as it was. */
export type Look = { row: HypurRequestDTO; read: boolean; message?: string }

/** Asks Hypur what became of a request and takes the answer over. Reading it again changes nothing. */
export async function lookAt(desk: Desk, id: string, actor: AuditActor): Promise<Look> {
  const { requests } = desk
  const row = (await requests.retrieveHypurRequest(id)) as unknown as HypurRequestDTO
  if (!row.request_id || !requests.options.methods.getRequest) {
    return { row, read: false, message: "Hypur offers no way to ask; look at its portal" }
  }
  const outcome = await new HypurClient(requests.options).getRequest(row.request_id)
  if (!outcome.ok) {
    return { row, read: false, message: outcome.message }
  }
  const reading = outcome.value
  const { maxFeeCents } = requests.options
  const { step } = applyReading(row, reading, { maxFeeCents, at: clock.now() })
  if (step !== "stale" && step !== "conflict") {
    // First the books: a kill between the two finds the fact known when it reads again.
    await recordEntries(desk.ledger, [...readingEntries(row, reading), ...settlementEntries(row, reading)])
  }
  const after = await requests.observe(id, reading, actor)
  await endCancels(desk, after)
  return { row: await followUp(desk, after, actor), read: true }
}

/** Money that nobody wants any more is given up, and a request that ran out is closed so that nobody approves it late. */
async function followUp(desk: Desk, row: HypurRequestDTO, actor: AuditActor): Promise<HypurRequestDTO> {
  if (row.withdrawn_at && isTaken(row.status) && !isCaptured(row) && !row.handed_over_at) {
    return await cancelAtHypur(desk, row, { actor, why: "It was approved after its order or session was given up." })
  }
  const isOut = row.status === "awaiting_customer" && new Date(row.expires_at) <= clock.now()
  return isOut ? await close(desk, row, actor) : row
}

/** Canceled where Hypur offers a call for that. What could not be canceled counts as expired, and is still read. */
async function close(desk: Desk, row: HypurRequestDTO, actor: AuditActor): Promise<HypurRequestDTO> {
  const why = "The shopper did not approve it in time."
  const cases = row.order_id && !row.withdrawn_at ? [unpaidCase(row, "expired")] : []
  const after = desk.requests.options.methods.cancel ? await cancelAtHypur(desk, row, { actor, why, cases }) : row
  const unless = ({ status }: HypurRequestDTO) => status !== "awaiting_customer"
  return unless(after)
    ? after
    : await desk.requests.mark(row.id, { status: "expired", settlement: "closed" }, { actor, why, cases, unless })
}
