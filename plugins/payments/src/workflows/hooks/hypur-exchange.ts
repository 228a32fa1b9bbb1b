import { createHmac, timingSafeEqual } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import {
  clock,
  openCase,
  PermanentFailure,
  registerInboxSource,
  registerOutboundService,
  sha256,
  type InboxRequest,
  type InboxSource,
} from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import { canceledThere } from "../../lib/hypur/cancel"
import { requestCase } from "../../lib/hypur/cases"
import { HypurClient } from "../../lib/hypur/client"
import { webhookEntry } from "../../lib/hypur/entries"
import { hypurService } from "../../lib/hypur/hypur-service"
import { dropRefund, endRefund, refundedThere } from "../../lib/hypur/refund"
import { deskOf } from "../../lib/hypur/settle"
import { textAt } from "../../lib/hypur/wire"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { recordEntries } from "../../lib/ledger/record-entries"
import { HYPUR_SERVICE, HYPUR_WEBHOOK_PATH } from "../../lib/module-names"
import { HYPUR_SYSTEM } from "../../modules/payments_hypur/service"
import type { HypurActDTO, HypurRequestDTO } from "../../types"
import { syncHypurRequestWorkflow } from "../payments-sync-hypur-request"

/** The row and act of a call, by its idempotency key. */
async function subjectOf(container: MedusaContainer, operation: string, key: string) {
  const requests = hypurService(container)
  if (operation === "create-request") {
    const [row] = (await requests.listHypurRequests({ id: key }, { take: 1 })) as unknown as HypurRequestDTO[]
    return { row, act: undefined }
  }
  const [act] = (await requests.listHypurActs({ id: key }, { take: 1 })) as unknown as (HypurActDTO & {
    hypur_request_id: string
  })[]
  const [row] = act
    ? ((await requests.listHypurRequests({ id: act.hypur_request_id }, { take: 1 })) as unknown as HypurRequestDTO[])
    : []
  return { row, act }
}

registerOutboundService(HYPUR_SERVICE, {
  lookup: async ({ operation, idempotency_key }, container) => {
    const { row, act } = await subjectOf(container, operation, idempotency_key)
    if (row?.request_id && act && operation === "refund") {
      return await refundedThere(deskOf(container), row, act)
    }
    if (row?.request_id && act && operation === "cancel") {
      return await canceledThere(new HypurClient(hypurService(container).options), row.request_id)
    }
    if (operation === "verify-consumer") {
      return { found: false }
    }
    return { found: "unknown", message: `Hypur's ${operation} leaves nothing to look up` }
  },
  settled: async ({ operation, idempotency_key }, { found }, container) => {
    const requests = hypurService(container)
    const { row, act } = await subjectOf(container, operation, idempotency_key)
    if (row && operation === "create-request") {
      const summary = "A crash came while Hypur was asked for a payment. The shopper was not sent to it."
      await requests.mark(
        row.id,
        { status: "hold", hold_reason: "create_unknown", withdrawn_at: clock.now() },
        {
          actor: HYPUR_SYSTEM,
          why: "A crash came before Hypur's answer.",
          cases: [requestCase(row, "create_unknown", summary)],
          unless: ({ status }) => status !== "created",
        }
      )
    }
    if (!row || !act || act.state !== "sent") {
      return
    }
    if (operation === "refund" && found !== "unknown") {
      await endRefund(deskOf(container), row, act, found, "read")
      await dropRefund(container, found ? null : act.refund_id)
    } else {
      await requests.updateHypurActs({ id: act.id, state: found === true ? "done" : found ? "unknown" : "failed" })
      await syncHypurRequestWorkflow(container).run({ input: { id: row.id, actor: HYPUR_SYSTEM } })
    }
  },
})

const HypurWebhook = z.looseObject({ RequestId: z.string().optional(), Status: z.string().optional() })

// Nothing about Hypur's webhooks is public. Whatever it says is only a hint: the request is read again.
const source: Pick<InboxSource, "summary" | "body" | "dedupeKey" | "handle"> = {
  summary: "Hypur says that a payment changed; it is read again",
  body: HypurWebhook,
  dedupeKey: ({ rawBody }) => sha256(rawBody.toString("utf8")),
  handle: async ({ id, body }, container) => {
    const requests = hypurService(container)
    const requestId = textAt(body, requests.options.webhook.requestId)
    const row = requestId ? await requests.findByRequest(requestId) : undefined
    if (!row) {
      throw new PermanentFailure("The webhook names no payment of ours")
    }
    await recordEntries(ledgerService(container), [webhookEntry(row, { id, body })])
    if (!requests.options.methods.getRequest) {
      const summary = `Hypur says that ${requestId} changed, and offers no call to read it. Look at the portal.`
      await openCase(null, requestCase(row, "changed", summary, {}, id))
      return
    }
    await syncHypurRequestWorkflow(container).run({
      input: { id: row.id, actor: { type: "provider", id: "hypur" }, must_read: true },
    })
  },
}

registerInboxSource({
  ...source,
  name: "payments.hypur",
  path: `${HYPUR_WEBHOOK_PATH}/:token`,
  secretParams: ["token"],
  verify: async ({ params }, container) => {
    const { mode, secret } = hypurService(container).options.webhook
    return mode === "shared_secret_path" && isSame(params.token, secret)
      ? { ok: true }
      : { ok: false, status: 404, message: "Not found" }
  },
})

registerInboxSource({
  ...source,
  name: "payments.hypur_signed",
  path: HYPUR_WEBHOOK_PATH,
  verify: async (request, container) => {
    const { webhook } = hypurService(container).options
    if (webhook.mode !== "hmac") {
      return { ok: false, status: 404, message: "Not found" }
    }
    return isSame(signatureOf(request, webhook.header), sign(request, webhook))
      ? { ok: true }
      : { ok: false, status: 401, message: "The signature is wrong" }
  },
})

const signatureOf = ({ headers }: InboxRequest, header: string) => (headers[header.toLowerCase()] ?? "").toLowerCase()
const sign = ({ rawBody }: InboxRequest, { algorithm, secret }: { algorithm: string; secret: string }) =>
  createHmac(algorithm, secret).update(rawBody).digest("hex")

/** In the same time, however much of it is right. */
function isSame(given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((text) => Buffer.from(sha256(text)))
  return wanted.length > 0 && timingSafeEqual(one, other)
}
