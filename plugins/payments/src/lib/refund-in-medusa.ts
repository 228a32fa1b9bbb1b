import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, MedusaError, Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, createOrderCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import type { PosabitRefundDTO } from "../types"
import { ledgerService } from "./ledger/ledger-service"
import { toCents, toMajorUnits } from "./money"
import { registerService } from "./place-order"
import { useUpRefund } from "./use-up-refund"

type Refund = { id: string; amount: BigNumberInput }
type Payment = {
  id: string
  refunds: Refund[]
  payment_collection: { refunded_amount: BigNumberInput | null } | null
}

/** Records of one amount may be waiting: each refund of Medusa's uses up the oldest, until it is this one's turn. */
const MAX_TURNS = 20
/** Totals may carry noise of single-precision tax rates; less is nothing that anybody owes. */
const HALF_A_CENT = 0.005

/**
 * Brings Medusa to what staff gave back in the portal: its refund, the order's transaction and credit line, the books.
 * It looks at what is there and adds only what is missing, so it may be cut off anywhere and run again. Callers hold
 * the order's row lock. Returns the id of Medusa's payment.
 *
 * Not Medusa's `refundPaymentWorkflow`: that one refunds and then throws for a canceled order, and money that the
 * register took after a cancellation is what is given back most often.
 */
export async function refundInMedusa(
  container: MedusaContainer,
  record: PosabitRefundDTO,
  actorId: string
): Promise<string> {
  const refundId = await makeRefund(container, record, actorId)
  await useUp(container, record, refundId)
  const paymentId = await countRefund(container, record)
  await addToOrder(container, record, refundId)
  return paymentId
}

/** The id of Medusa's refund that stands for this record. */
async function makeRefund(container: MedusaContainer, record: PosabitRefundDTO, actorId: string): Promise<string> {
  const service = registerService(container)
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const payment = await readPayment(container, record)
    const used = await usedUpBy(container, record.id)
    if (used && payment.refunds.some(({ id }) => id === used)) {
      return used
    }
    if (used) {
      await service.releaseRefund(record.id, used)
    }
    const orphan = await findOrphan(container, payment, record)
    if (orphan) {
      // A crash came between Medusa's refund and the provider, which would have used the record up.
      await useUp(container, record, orphan.id)
    } else {
      await container.resolve(Modules.PAYMENT).refundPayment({
        payment_id: payment.id,
        amount: toMajorUnits(record.amount_cents),
        created_by: actorId,
        note: record.reason,
        ...(record.refund_reason_id && { refund_reason_id: record.refund_reason_id }),
      })
    }
  }
  throw new MedusaError(MedusaError.Types.CONFLICT, `The refund ${record.reference} cannot be made in Medusa yet`)
}

async function usedUpBy(container: MedusaContainer, id: string): Promise<string | null> {
  const [{ refund_id }] = await registerService(container).listPosabitRefunds({ id }, { select: ["id", "refund_id"] })
  return refund_id
}

/** Every refund of such a payment stands for a record; one that does not yet was cut off. */
async function findOrphan(container: MedusaContainer, payment: Payment, record: PosabitRefundDTO) {
  const ids = payment.refunds.map(({ id }) => id)
  const known = ids.length
    ? await registerService(container).listPosabitRefunds({ refund_id: ids }, { select: ["id", "refund_id"] })
    : []
  const taken = new Set(known.map(({ refund_id }) => refund_id))
  return payment.refunds.find(({ id, amount }) => !taken.has(id) && toCents(amount) === record.amount_cents)
}

const useUp = (container: MedusaContainer, { payment_session_id, amount_cents }: PosabitRefundDTO, refundId: string) =>
  useUpRefund(registerService(container), ledgerService(container), {
    payment_session_id,
    amount_cents,
    refund_id: refundId,
  })

async function readPayment(container: MedusaContainer, record: PosabitRefundDTO): Promise<Payment> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment",
    fields: ["id", "refunds.id", "refunds.amount", "payment_collection.refunded_amount"],
    filters: { payment_session_id: record.payment_session_id } as never,
  })
  if (!data[0]) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `The payment of order ${record.order_id} was not found`)
  }
  return data[0] as unknown as Payment
}

/** Medusa counts a collection's refunds last; a crash may have come before. */
async function countRefund(container: MedusaContainer, record: PosabitRefundDTO) {
  const { id, refunds, payment_collection } = await readPayment(container, record)
  const refunded = refunds.reduce((sum, { amount }) => MathBN.add(sum, amount), MathBN.convert(0))
  if (MathBN.lt(payment_collection?.refunded_amount ?? 0, refunded)) {
    // On a captured payment Medusa's workflow captures nothing and counts again.
    await capturePaymentWorkflow(container).run({ input: { payment_id: id } })
  }
  return id
}

async function addToOrder(container: MedusaContainer, record: PosabitRefundDTO, refundId: string) {
  const { order_id, amount_cents, currency_code } = record
  const before = await readOrder(container, order_id)
  if (!before) {
    return
  }
  if (!before.transactions.some(({ reference_id }) => reference_id === refundId)) {
    await container.resolve(Modules.ORDER).addOrderTransactions({
      order_id,
      amount: MathBN.mult(toMajorUnits(amount_cents), -1),
      currency_code,
      reference: "refund",
      reference_id: refundId,
    } as never)
  }
  await addCreditLine(container, record)
}

/**
 * As Medusa's own refund does: what is given back is no longer owed, unless the shop owed it anyway (a return). The
 * difference is read after the transaction, so that running it again adds nothing.
 */
async function addCreditLine(container: MedusaContainer, { id, order_id, amount_cents }: PosabitRefundDTO) {
  const order = await readOrder(container, order_id)
  const owed = MathBN.convert(order?.summary?.pending_difference ?? 0)
  const isSettled = MathBN.lt(owed, HALF_A_CENT)
  if (
    !order ||
    order.status === "canceled" ||
    isSettled ||
    order.credit_lines.some((line) => line.reference_id === id)
  ) {
    return
  }
  const credit = MathBN.min(toMajorUnits(amount_cents), owed)
  await createOrderCreditLinesWorkflow(container).run({
    input: {
      id: order_id,
      credit_lines: [{ amount: credit as never, reference: "posabit_refund", reference_id: id }],
    },
  })
}

type Order = {
  status: string
  summary: { pending_difference?: BigNumberInput } | null
  transactions: { reference_id: string }[]
  credit_lines: { reference_id: string }[]
}

async function readOrder(container: MedusaContainer, id: string): Promise<Order | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    // Not `summary.*`: that is the first version of it.
    fields: ["id", "status", "summary", "total", "transactions.reference_id", "credit_lines.reference_id"],
    filters: { id },
  })
  const order: any = data[0]
  const rows = (list: unknown) => ((list ?? []) as { reference_id: string }[]).filter(Boolean)
  return order && { ...order, transactions: rows(order.transactions), credit_lines: rows(order.credit_lines) }
}
