import type { MedusaContainer } from "@medusajs/framework/types"
import { aeropayService } from "../../lib/aeropay/desk-of"
import { captureEntry, holdEntry, type Trace } from "../../lib/aeropay/entries"
import { answers, readError, type AeropayTransaction } from "../../lib/aeropay/wire"
import { registerLedgerReader, type LedgerAttempt } from "../../lib/ledger/readers"
import type { LedgerEntryInput } from "../../types/ledger"

// A kill between Aeropay's answer and the books. What a capture or a refund became is read again with its payment; what
// is told here is what the answer itself says under the service's own id, so that both are one fact.
registerLedgerReader("aeropay", { attempt: entriesOf })

async function entriesOf(attempt: LedgerAttempt, container: MedusaContainer): Promise<LedgerEntryInput[]> {
  const body = attempt.response?.body
  const sessionId = (attempt.request.body as { referenceId?: string } | undefined)?.referenceId
  const row = sessionId ? await aeropayService(container).paymentOf(sessionId) : undefined
  if (!row || readError(body)) {
    return []
  }
  const trace: Trace = {
    source: "asked",
    operation: attempt.operation,
    correlation_id: attempt.id,
    request: attempt.request.body,
    response: body,
    occurred_at: new Date(attempt.settled_at ?? attempt.created_at),
  }
  const preauth = attempt.operation === "preauthTransaction" && answers.preauth.safeParse(body).data?.transaction
  if (preauth) {
    return [holdEntry({ ...row, idempotency_key: attempt.idempotency_key }, preauth, trace)]
  }
  const sale = attempt.operation === "transaction" && answers.transaction.safeParse(body).data?.transaction
  return sale
    ? [
        captureEntry(
          { ...row, preauth_id: null, idempotency_key: attempt.idempotency_key },
          sale as AeropayTransaction,
          trace
        ),
      ]
    : []
}
