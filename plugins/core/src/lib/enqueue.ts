import { container } from "@medusajs/framework"
import { generateEntityId, Modules } from "@medusajs/framework/utils"
import type { OutboxHandler, OutboxHandlerOptions, OutboxMessage, TransactionContext } from "../types"
import { CoreWorkflowEvents } from "../workflows/events"
import { clock } from "./clock"
import { registerOnce, runtime } from "./runtime"
import { transactionOf } from "./transaction"

/**
 * Puts one message for the outside into the outbox, on the transaction of the change it tells about: the message
 * exists if and only if the change was committed. Throws without a transaction. `(topic, key)` is kept once.
 *
 * @example
 * \@InjectTransactionManager()
 * async place(order: PlaceDTO, \@MedusaContext() context: Context = {}) {
 *   const row = await this.createPosabitOrders(order, context)
 *   await enqueue(context, { topic: "payments.posabit_order_push", key: order.order_id, payload: { id: row.id } })
 * }
 */
export async function enqueue(context: TransactionContext, message: OutboxMessage): Promise<void> {
  const trx = transactionOf(context, "enqueue")
  const id = generateEntityId(undefined, "cout")
  const { rowCount } = await trx.raw(
    `INSERT INTO core_outbox_message (id, topic, key, payload, next_attempt_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (topic, key) WHERE deleted_at IS NULL DO NOTHING`,
    [id, message.topic, message.key, JSON.stringify(message.payload), clock.now()]
  )
  if (rowCount === 1) {
    wakeAfterCommit(trx, id)
  }
}

/** Says how messages of a topic are sent. One handler a topic. */
export function registerOutboxHandler(topic: string, handle: OutboxHandler, options: OutboxHandlerOptions = {}) {
  registerOnce(runtime.outboxHandlers, "Outbox handler", topic, { handle, options })
}

/** Wakes a worker once the row is visible; when that fails, the job of every minute finds the row. */
function wakeAfterCommit(trx: { executionPromise?: Promise<unknown> }, id: string) {
  trx.executionPromise
    ?.then(
      () => {
        const bus = container.resolve(Modules.EVENT_BUS, { allowUnregistered: true })
        return bus?.emit({ name: CoreWorkflowEvents.OUTBOX_MESSAGE_ENQUEUED, data: { id } })
      },
      () => undefined // rolled back: there is nothing to send
    )
    .catch(() => undefined) // the bus is away: the job will find the row
}
