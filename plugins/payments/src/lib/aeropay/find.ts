import type { AeropayPaymentDTO } from "../../types"
import type { Desk } from "./desk"
import type { AeropayPreauth, AeropayTransaction } from "./wire"

/** A look-up that nobody answered says nothing: `undefined`. `null` is an answer: there is none. */
type Found<T> = Promise<T | null | undefined>

const HOUR = 3_600_000

/** The transaction that a captured hold became. */
export async function transactionOfPreauth({ rows }: Desk, row: AeropayPaymentDTO): Found<AeropayTransaction> {
  const { client } = rows
  try {
    for await (const { id, transactionId } of client.reports.preauths(new Date(0), new Date(0), row.preauth_id!)) {
      if (id === row.preauth_id && transactionId) {
        const outcome = await client.retrieveTransaction(transactionId)
        return outcome.ok ? outcome.value : undefined
      }
    }
    return await withReference(client, row)
  } catch {
    return undefined
  }
}

/** What a sale became whose answer was not heard. */
export async function saleOf({ rows }: Desk, row: AeropayPaymentDTO): Found<AeropayTransaction> {
  const { client } = rows
  const byKey = row.idempotency_key ? await client.findByKey(row.idempotency_key) : undefined
  if (byKey?.ok && byKey.value) {
    const now = await client.retrieveTransaction(byKey.value.id)
    return now.ok ? now.value : byKey.value
  }
  try {
    const found = await withReference(client, row)
    return found ?? (byKey?.ok ? null : undefined)
  } catch {
    return undefined
  }
}

/** The hold of this attempt whose answer was not heard. */
export async function preauthOf({ rows }: Desk, row: AeropayPaymentDTO): Found<AeropayPreauth> {
  const from = new Date((row.sent_at ?? row.created_at).getTime() - HOUR)
  let found: AeropayPreauth | null = null
  try {
    for await (const preauth of rows.client.reports.preauths(from, new Date(Date.now() + 400 * 24 * HOUR))) {
      const isOurs = preauth.referenceId === row.payment_session_id && preauth.amount.amount === row.amount_cents
      const isGone = preauth.status === "canceled" || preauth.status === "expired"
      if (isOurs && !isGone) {
        found = preauth
      }
    }
    return found
  } catch {
    return undefined
  }
}

/** Of several attempts under one reference, the one that is not undone. */
async function withReference(client: Desk["rows"]["client"], row: AeropayPaymentDTO) {
  let found: AeropayTransaction | null = null
  for await (const transaction of client.reports.withReference(row.payment_session_id)) {
    const isPayment = !transaction.paymentType || transaction.paymentType.startsWith("payment")
    const isAnothers = transaction.referenceId && transaction.referenceId !== row.payment_session_id
    if (isPayment && !isAnothers && transaction.status !== "void") {
      found = transaction
    }
  }
  return found
}
