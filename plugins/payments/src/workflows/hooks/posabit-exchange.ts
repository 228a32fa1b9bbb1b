import {
  openCase,
  PermanentFailure,
  registerInboxSource,
  registerOutboundService,
  registerOutboxHandler,
  sha256,
} from "@rise-via/core"
import { z } from "@medusajs/framework/zod"
import {
  POSABIT_CALLBACK_PATH,
  POSABIT_INBOX_SOURCE,
  POSABIT_PUSH_TOPIC,
  POSABIT_SERVICE,
} from "../../lib/module-names"
import { ledgerService } from "../../lib/ledger/ledger-service"
import { callbackEntry } from "../../lib/ledger/posabit-entries"
import { recordEntries } from "../../lib/ledger/record-entries"
import { registerService } from "../../lib/place-order"
import { PosabitClient } from "../../lib/posabit-client"
import { readCallback, unwrapOrder } from "../../lib/posabit-wire"
import { orderCase } from "../../lib/register-cases"
import { sweepPosabitOrders } from "../../lib/sweep-orders"
import { pushPosabitOrderWorkflow } from "../payments-push-posabit-order"
import { syncPosabitOrderWorkflow } from "../payments-sync-posabit-order"

const MAX_ATTEMPTS = 8

/** What POSaBIT documents, as a form; the fields without their wrapper and JSON are understood too. */
const PosabitCallback = z.looseObject({
  incoming_order: z.looseObject({
    id: z.union([z.number().int(), z.string()]),
    reference_no: z.string().optional().describe("Ours: the id of Medusa's order"),
    status: z.string(),
    order_type: z.string().optional(),
  }),
})

registerOutboxHandler(
  POSABIT_PUSH_TOPIC,
  async ({ payload, attempt }, container) => {
    await pushPosabitOrderWorkflow(container).run({
      input: { id: String(payload.id), is_last_attempt: attempt >= MAX_ATTEMPTS },
    })
  },
  { sweep: sweepPosabitOrders, maxAttempts: MAX_ATTEMPTS }
)

registerOutboundService(POSABIT_SERVICE, {
  lookup: async ({ operation, idempotency_key }, container) =>
    operation === "create-order"
      ? await new PosabitClient(registerService(container).options).lookup(idempotency_key)
      : { found: "unknown", message: `POSaBIT's ${operation} leaves nothing to look up` },
  settled: async ({ operation, idempotency_key }, lookup, container) => {
    const register = lookup.found === true ? unwrapOrder(lookup.response.body) : undefined
    const service = registerService(container)
    const row = operation === "create-order" && register ? await service.findByReference(idempotency_key) : undefined
    if (row && register) {
      await service.pushed(row.id, register)
    }
  },
})

// POSaBIT does not sign its callbacks. The address is a secret of each order, and a callback is only a hint: the order
// is read again before anything is done. A status that comes a second time is taken for a repeat; the poll catches it.
registerInboxSource({
  name: POSABIT_INBOX_SOURCE,
  path: `${POSABIT_CALLBACK_PATH}/:token`,
  secretParams: ["token"],
  summary: "POSaBIT says that an order changed; it is read again",
  body: PosabitCallback,
  verify: async ({ params }, container) => {
    const isKnown =
      TOKEN.test(params.token) && !!(await registerService(container).findByTokenHash(sha256(params.token)))
    return isKnown ? { ok: true } : { ok: false, status: 404, message: "Not found" }
  },
  dedupeKey: ({ params, rawBody, body }) => {
    const { id, status, reference_no } = readCallback(rawBody, body)
    return sha256([sha256(params.token), id, status, reference_no].join("|"))
  },
  orderingKey: ({ params }) => sha256(params.token),
  handle: async ({ id, params, rawBody, body }, container) => {
    const service = registerService(container)
    // Core stores secret params hashed, and hands them on so.
    const row = await service.findByTokenHash(params.token)
    if (!row) {
      throw new PermanentFailure("The order of this callback does not exist any more")
    }
    const hint = readCallback(rawBody, body)
    const claim = { id, body: body ?? rawBody, status: hint.status, claimed_id: hint.id }
    await recordEntries(ledgerService(container), [callbackEntry(row, claim)])
    if (hint.id && row.posabit_id && hint.id !== row.posabit_id) {
      const summary =
        "A callback for this order named another POSaBIT order. It was not believed; the order was read again."
      await openCase(null, orderCase(row, "callback_differs", summary, { claimed_id: hint.id }))
    }
    await syncPosabitOrderWorkflow(container).run({ input: { id: row.id, actor: { type: "provider", id: "posabit" } } })
  },
})

const TOKEN = /^[0-9a-f]{64}$/
