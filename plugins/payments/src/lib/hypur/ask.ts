import { MedusaError } from "@medusajs/framework/utils"
import { clock } from "@rise-via/core"
import { HYPUR_SYSTEM } from "../../modules/payments_hypur/service"
import type { GatewayFailure, HypurRequestDTO } from "../../types"
import { recordEntries } from "../ledger/record-entries"
import { requestCase } from "./cases"
import { HypurClient, type HypurBuyer, type HypurOutcome } from "./client"
import { bookedOutcome, createEntry, refusedEntry, saidBy } from "./entries"
import type { Desk } from "./look-at"

type Wanted = Pick<HypurRequestDTO, "payment_session_id" | "amount_cents" | "currency_code">

/** Asks Hypur for a payment, once. Throws in words for the shopper when there is none to go on with. */
export async function askForPayment(desk: Desk, wanted: Wanted, buyer: HypurBuyer): Promise<HypurRequestDTO> {
  const { requests, ledger } = desk
  const row = await requests.open(wanted)
  const outcome = await new HypurClient(requests.options).createRequest(row.id, row.amount_cents, buyer)
  const request_id = outcome.ok ? outcome.value.request_id : null
  const booked = bookedOutcome(outcome)
  await recordEntries(ledger, [
    createEntry({ ...row, request_id }, booked, saidBy(outcome)),
    ...(outcome.ok ? [] : [refusedEntry(row, booked, codeOf(outcome))]),
  ])
  if (!outcome.ok) {
    return await giveUp(desk, row, outcome)
  }
  const { provider_status, expires_at } = outcome.value
  const changes = {
    request_id,
    provider_status,
    status: "awaiting_customer" as const,
    ...(expires_at && { expires_at }),
  }
  // Whatever it says of itself, an answer to the question is not yet anybody's approval.
  return await requests.mark(row.id, changes, { actor: HYPUR_SYSTEM, why: "Hypur made the request." })
}

/** Its kind beside its words: what Hypur calls a refusal of the shopper's details is not known. */
const codeOf = (outcome: HypurOutcome & { ok: false }) =>
  outcome.kind === "input" ? { ...saidBy(outcome), code: outcome.kind } : saidBy(outcome)

async function giveUp({ requests }: Desk, row: HypurRequestDTO, outcome: HypurOutcome & { ok: false }): Promise<never> {
  const by = { actor: HYPUR_SYSTEM, why: outcome.message }
  if (outcome.kind === "unknown") {
    const summary =
      "Nobody can tell whether Hypur made a payment request. The shopper was not sent to it; look at the portal."
    const cases = [requestCase(row, "create_unknown", summary, { message: outcome.message })]
    const changes = { status: "hold" as const, hold_reason: "create_unknown", withdrawn_at: clock.now() }
    await requests.mark(row.id, changes, { ...by, cases })
  } else {
    const cases =
      outcome.kind === "auth"
        ? [requestCase(row, "refuses_us", "Hypur does not accept our credentials.", { message: outcome.message })]
        : []
    await requests.mark(row.id, { status: "failed", settlement: "closed" }, { ...by, cases })
  }
  throw new MedusaError(...wordsFor(outcome.kind))
}

function wordsFor(kind: GatewayFailure): [string, string] {
  switch (kind) {
    case "input":
      return [MedusaError.Types.INVALID_DATA, "Hypur does not take these details: check name, phone and address"]
    case "declined":
      return [MedusaError.Types.NOT_ALLOWED, "Hypur declined the payment: choose another way to pay"]
    default:
      return [MedusaError.Types.CONFLICT, "Hypur cannot be reached now: try again, or choose another way to pay"]
  }
}
