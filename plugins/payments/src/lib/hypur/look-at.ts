import { clock, type AuditActor } from "@rise-via/core"
import type PaymentsHypurModuleService from "../../modules/payments_hypur/service"
import type PaymentsLedgerModuleService from "../../modules/payments_ledger/service"
import type { HypurRequestDTO } from "../../types"
import { recordEntries } from "../ledger/record-entries"
import { applyReading } from "./apply-reading"
import { cancelAtHypur, endCancels } from "./cancel"
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
  if (row.withdrawn_at && isTaken(row.status) && row.settlement !== "captured") {
    return await cancelAtHypur(desk, row, { actor, why: "It was approved after its order or session was given up." })
  }
  const isOut = row.status === "awaiting_customer" && new Date(row.expires_at) <= clock.now()
  if (!isOut) {
    return row
  }
  const why = "The shopper did not approve it in time."
  return desk.requests.options.methods.cancel
    ? await cancelAtHypur(desk, row, { actor, why })
    : await desk.requests.mark(
        row.id,
        { status: "expired", settlement: "closed" },
        { actor, why, unless: ({ status }) => status !== "awaiting_customer" }
      )
}
