import type { MedusaContainer } from "@medusajs/framework/types"
import { clock, openCase, PermanentFailure, registerInboxSource, type InboxRequest } from "@rise-via/core"
import { AEROPAY_REDACT } from "../../lib/aeropay/connection"
import { aeropayService, deskOf } from "../../lib/aeropay/desk-of"
import { book } from "../../lib/aeropay/desk"
import { isPayoutReference, notePayout } from "../../lib/aeropay/payout"
import { isSignedBy } from "../../lib/aeropay/signature"
import { AeropayWebhook, dedupeKeyOf, orderingKeyOf, readWebhook, sentAt, subjectOf } from "../../lib/aeropay/webhook"
import { AEROPAY_INBOX_SOURCE, AEROPAY_WEBHOOK_PATH } from "../../lib/module-names"
import type { AeropayPaymentDTO } from "../../types"
import { syncAeropayPaymentWorkflow } from "../payments-sync-aeropay-payment"

registerInboxSource({
  name: AEROPAY_INBOX_SOURCE,
  path: AEROPAY_WEBHOOK_PATH,
  summary: "Aeropay says that a payment, a refund or a user changed; money is read again before it moves",
  body: AeropayWebhook,
  redact: AEROPAY_REDACT,
  verify,
  dedupeKey: ({ body }) => dedupeKeyOf(body as AeropayWebhook),
  orderingKey: ({ body }) => orderingKeyOf(body as AeropayWebhook),
  handle: async ({ id, body }, container) => {
    const webhook = readWebhook(body)
    if (!webhook) {
      throw new PermanentFailure("Aeropay's message cannot be read")
    }
    const row = await rowOf(container, webhook)
    await book(deskOf(container), [notice(webhook, id, row)])
    if (webhook.topic === "user_suspended" || webhook.topic === "user_active") {
      await userChanged(container, webhook)
    } else if (isPayoutReference(subjectOf(webhook).referenceId)) {
      await payoutChanged(container, webhook, id)
    } else if (row) {
      const { payment_session_id } = row
      await syncAeropayPaymentWorkflow(container).run({
        input: { payment_session_id, topic: webhook.topic, correlation_id: id },
      })
    }
  },
})

async function verify({ body, rawBody, headers }: InboxRequest, container: MedusaContainer) {
  const service = aeropayService(container)
  if (!service.isOn) {
    return { ok: false as const, status: 404 as const, message: "Not found" }
  }
  const { signingKeys, callbackUrl, maxWebhookAgeHours } = service.options
  if (!isSignedBy(signingKeys, rawBody, `${callbackUrl}${AEROPAY_WEBHOOK_PATH}`, headers["ap-signature"])) {
    return { ok: false as const, status: 401 as const, message: "The signature is missing or wrong" }
  }
  const webhook = readWebhook(body)
  if (webhook?.payloadVersion !== "2.0") {
    await openCase(null, {
      kind: "payments.aeropay_webhook_version",
      key: "v1",
      summary:
        "Aeropay sends webhooks in a version that is not understood. Have payload version 2.0 set for the merchant.",
      subject: { type: "payment_provider", id: "aeropay" },
    })
    return { ok: false as const, status: 400 as const, message: "Only payload version 2.0 is understood" }
  }
  const age = Math.abs(clock.now().getTime() - sentAt(webhook))
  return age <= maxWebhookAgeHours * 3_600_000
    ? { ok: true as const }
    : { ok: false as const, status: 400 as const, message: "The message is too old" }
}

/** The payment that it is about, by our reference, else by the ids that are known. */
async function rowOf(container: MedusaContainer, webhook: AeropayWebhook): Promise<AeropayPaymentDTO | undefined> {
  const service = aeropayService(container)
  const { referenceId, id } = subjectOf(webhook)
  const row = referenceId ? await service.paymentOf(referenceId) : undefined
  if (row || !id) {
    return row
  }
  const [found] = await service.listAeropayPayments({ $or: [{ transaction_id: id }, { preauth_id: id }] } as object, {
    take: 1,
  })
  return found
}

const notice = (webhook: AeropayWebhook, messageId: string, row: AeropayPaymentDTO | undefined) => {
  const { id, status, amount } = subjectOf(webhook)
  return {
    key: `message:${messageId}`,
    provider: "aeropay" as const,
    source: "told" as const,
    operation: webhook.topic,
    kind: "notice" as const,
    outcome: "succeeded" as const,
    amount_cents: Math.max(0, amount?.amount ?? 0),
    currency_code: "usd",
    payment_session_id: row?.payment_session_id,
    provider_reference: id ?? webhook.data.userId,
    provider_status: status,
    correlation_id: messageId,
    response: webhook,
    occurred_at: new Date(sentAt(webhook)),
  }
}

async function payoutChanged(container: MedusaContainer, webhook: AeropayWebhook, correlation_id: string) {
  const { id } = subjectOf(webhook)
  if (id) {
    await notePayout(deskOf(container), id, { operation: webhook.topic, correlation_id })
  }
}

async function userChanged(container: MedusaContainer, { topic, data }: AeropayWebhook) {
  const service = aeropayService(container)
  const [wallet] = data.userId ? await service.listAeropayWallets({ aeropay_user_id: data.userId }, { take: 1 }) : []
  if (!wallet || wallet.status === "pending") {
    return
  }
  await service.updateAeropayWallets({ id: wallet.id, status: topic === "user_suspended" ? "suspended" : "active" })
}
