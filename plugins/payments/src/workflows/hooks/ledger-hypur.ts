import { cancelEntry, createEntry, refundEntry, refusedEntry, webhookEntry } from "../../lib/hypur/entries"
import { hypurService } from "../../lib/hypur/hypur-service"
import { readAnswer, saysSuccess, textAt } from "../../lib/hypur/wire"
import { registerLedgerReader } from "../../lib/ledger/readers"
import type { HypurActDTO, HypurRequestDTO, LedgerOutcome } from "../../types"

registerLedgerReader("hypur", {
  attempt: async (attempt, container) => {
    const requests = hypurService(container)
    const { operation, idempotency_key: id } = attempt
    const [act] = (await requests.listHypurActs({ id }, { take: 1 })) as unknown as (HypurActDTO & {
      hypur_request_id: string
    })[]
    const [row] = (await requests.listHypurRequests(
      { id: act?.hypur_request_id ?? id },
      { take: 1 }
    )) as unknown as HypurRequestDTO[]
    if (!row) {
      return []
    }
    const body = attempt.response?.body
    const isYes = attempt.state === "succeeded" && saysSuccess(body)
    const outcome: LedgerOutcome = isYes ? "succeeded" : attempt.state === "unknown" ? "unknown" : "failed"
    const said = {
      correlation_id: attempt.id,
      code: attempt.status === null ? null : String(attempt.status),
      response: body ?? attempt.message,
      occurred_at: new Date(attempt.settled_at ?? attempt.created_at),
    }
    if (operation === "create-request") {
      const { request_id } = readAnswer(body, requests.options)
      const asked = createEntry({ ...row, request_id: request_id ?? row.request_id }, outcome, said)
      return isYes ? [asked] : [asked, refusedEntry(row, outcome, said)]
    }
    if (operation === "refund" && act) {
      // What became of it, its act knows: a look-up may have said so later.
      const state = act.state === "done" ? "succeeded" : act.state === "sent" ? outcome : act.state
      return [refundEntry(row, act, state, said)]
    }
    return operation === "cancel" && act ? [cancelEntry(row, act, outcome, said)] : []
  },
  message: async ({ id, body, created_at }, container) => {
    const requests = hypurService(container)
    const requestId = textAt(body, requests.options.webhook.requestId)
    const row = requestId ? await requests.findByRequest(requestId) : undefined
    return row ? [webhookEntry(row, { id, body, occurred_at: new Date(created_at) })] : []
  },
})
