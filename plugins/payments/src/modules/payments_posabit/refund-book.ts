import type { Context } from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext, MedusaError } from "@medusajs/framework/utils"
import { audit, clock, type AuditActor } from "@rise-via/core"
import { isMoneyTaken } from "../../lib/posabit-status"
import { money } from "../../lib/register-cases"
import type { PosabitOrderDTO, PosabitRefundDTO, RecordPosabitRefundDTO } from "../../types"
import { PosabitRows } from "./rows"

/** What the register took and Medusa did not capture, in cents. */
function takenOutside(row: PosabitOrderDTO): number {
  const isWithdrawn = row.settlement === "withdrawn" && isMoneyTaken(row.order_type, row.status)
  return isWithdrawn || row.settlement === "settled"
    ? (row.pos_total_cents ?? row.amount_cents) - (row.captured_cents ?? 0)
    : 0
}

/** What staff gave back in POSaBIT's portal, and which refund of Medusa's used it up. */
export abstract class PosabitRefundBook extends PosabitRows {
  /**
   * Notes a refund that was made in the portal. The same reference is the same fact; told with another amount or of
   * another order it is a contradiction.
   *
   * Money that the register took and Medusa never captured (the sale was undone, or more was taken than agreed) goes back
   * in the books alone, up to what the register took.
   *
   * @throws NOT_ALLOWED for an order whose money is not taken, or above what is left of it · CONFLICT for a contradiction
   */
  @InjectManager()
  async recordRefund(
    input: RecordPosabitRefundDTO,
    @MedusaContext() context: Context = {}
  ): Promise<{ refund: PosabitRefundDTO; is_new: boolean }> {
    return await this.recordRefund_(input, context)
  }

  @InjectTransactionManager()
  protected async recordRefund_(
    { posabit_order_id, actor, ...input }: RecordPosabitRefundDTO,
    @MedusaContext() context: Context = {}
  ): Promise<{ refund: PosabitRefundDTO; is_new: boolean }> {
    const row = await this.lock(posabit_order_id, context)
    // Two orders may be told the same reference at once; the lock of one does not stop the other.
    await this.knex(context).raw("SELECT pg_advisory_xact_lock(hashtext(?))", [`posabit_refund ${input.reference}`])
    const [known] = await this.listPosabitRefunds({ reference: input.reference }, { take: 1 }, context)
    if (known) {
      if (known.posabit_order_id !== row.id || known.amount_cents !== input.amount_cents) {
        throw new MedusaError(
          MedusaError.Types.CONFLICT,
          `The portal's refund ${input.reference} is recorded already: ${money(known.amount_cents, known.currency_code)} of order ${known.order_id}`
        )
      }
      return { refund: known, is_new: false }
    }
    const ledger_only = await this.isOutsideMedusa(row, input.amount_cents, context)
    const { order_id, payment_session_id, currency_code } = row
    const refund = await this.createPosabitRefunds(
      { ...input, ledger_only, posabit_order_id, order_id, payment_session_id, currency_code, recorded_by: actor.id },
      context
    )
    await audit(context, {
      actor,
      action: "payments.posabit_refund_recorded",
      subject: { type: "order", id: order_id },
      after: { posabit_refund: refund.id, reference: input.reference, amount_cents: input.amount_cents, ledger_only },
      why: input.reason,
    })
    return { refund, is_new: true }
  }

  /** What was captured and not given back, in cents. */
  @InjectManager()
  async leftToRefund(
    row: Pick<PosabitOrderDTO, "id" | "captured_cents">,
    @MedusaContext() context: Context = {}
  ): Promise<number> {
    return (row.captured_cents ?? 0) - (await this.givenBack(row, false, context))
  }

  private async givenBack({ id }: Pick<PosabitOrderDTO, "id">, ledger_only: boolean, context: Context) {
    const refunds = await this.listPosabitRefunds({ posabit_order_id: id, ledger_only }, { take: 10_000 }, context)
    return refunds.reduce((sum, { amount_cents }) => sum + amount_cents, 0)
  }

  /** Whether the refund is of money that Medusa never captured. What Medusa captured is given back first. */
  private async isOutsideMedusa(row: PosabitOrderDTO, amountCents: number, context: Context): Promise<boolean> {
    const left = row.settlement === "settled" ? await this.leftToRefund(row, context) : 0
    if (amountCents <= left) {
      return false
    }
    const outside = takenOutside(row) - (await this.givenBack(row, true, context))
    if (left === 0 && amountCents <= outside) {
      return true
    }
    const say = (cents: number) => money(Math.max(cents, 0), row.currency_code)
    const above =
      outside > 0 && left > 0 ? ` Record the ${say(outside)} that the register took above it by itself.` : ""
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      left <= 0 && outside <= 0
        ? `Nothing of order ${row.order_id} is left to give back`
        : `${say(left || outside)} of order ${row.order_id} can be given back, not ${say(amountCents)}.${above}`
    )
  }

  /** The undo of a record that came to nothing. One that Medusa has used up stays: it is finished later. */
  @InjectTransactionManager()
  async dropRefund(id: string, actor: AuditActor, @MedusaContext() context: Context = {}): Promise<void> {
    const [refund] = await this.knex(context)("posabit_refund").select("*").where({ id }).forUpdate()
    if (!refund || refund.refund_id || refund.completed_at) {
      return
    }
    await this.deletePosabitRefunds([id], context)
    await audit(context, {
      actor,
      action: "payments.posabit_refund_dropped",
      subject: { type: "order", id: refund.order_id },
      before: { posabit_refund: id, reference: refund.reference, amount_cents: refund.amount_cents },
      why: "The refund could not be made here, so its record was taken back; record it again.",
    })
  }

  /** Uses up one recorded refund of this amount for a refund of Medusa's, the oldest first. Nothing when there is none. */
  @InjectTransactionManager()
  async claimRefund(
    {
      payment_session_id,
      amount_cents,
      refund_id,
    }: { payment_session_id: string; amount_cents: number; refund_id: string },
    @MedusaContext() context: Context = {}
  ): Promise<PosabitRefundDTO | undefined> {
    const [known] = await this.listPosabitRefunds({ refund_id }, { take: 1 }, context)
    if (known) {
      return known
    }
    const { rows } = await this.knex(context).raw(
      `UPDATE posabit_refund SET refund_id = ?, updated_at = now()
       WHERE id = (
         SELECT id FROM posabit_refund
         WHERE payment_session_id = ? AND amount_cents = ? AND refund_id IS NULL AND NOT ledger_only
           AND deleted_at IS NULL
         ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [refund_id, payment_session_id, amount_cents]
    )
    return rows[0] && (await this.retrievePosabitRefund(rows[0].id, {}, context))
  }

  /** Medusa's refund did not come about after all: the record may be used up by another one. */
  @InjectTransactionManager()
  async releaseRefund(id: string, refundId: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.knex(context)("posabit_refund")
      .where({ id, refund_id: refundId, completed_at: null })
      .update({ refund_id: null, updated_at: this.knex(context).fn.now() })
  }

  /**
   * Runs `work` (Medusa's refund) for a recorded refund, one at a time for an order, and notes that everybody has it.
   * `work` looks at what is there and adds what is missing, so it may be cut off anywhere and run again.
   */
  @InjectManager()
  async completeRefund(
    id: string,
    actor: AuditActor,
    work: (refund: PosabitRefundDTO, row: PosabitOrderDTO) => Promise<void>,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitRefundDTO> {
    return await this.completeRefund_(id, actor, work, context)
  }

  @InjectTransactionManager()
  protected async completeRefund_(
    id: string,
    actor: AuditActor,
    work: (refund: PosabitRefundDTO, row: PosabitOrderDTO) => Promise<void>,
    @MedusaContext() context: Context = {}
  ): Promise<PosabitRefundDTO> {
    const { posabit_order_id } = await this.retrievePosabitRefund(id, {}, context)
    const row = await this.lock(posabit_order_id, context)
    const refund = await this.retrievePosabitRefund(id, {}, context)
    if (refund.completed_at) {
      return refund
    }
    await work(refund, row)
    // Written on other connections meanwhile, and this transaction sees what is committed.
    await this.knex(context)("posabit_refund")
      .where({ id })
      .update({ completed_at: clock.now(), updated_at: this.knex(context).fn.now() })
    const [after] = await this.knex(context)("posabit_refund").select("*").where({ id })
    await audit(context, {
      actor,
      action: "payments.posabit_refund_completed",
      subject: { type: "order", id: row.order_id },
      after: { posabit_refund: id, refund_id: after.refund_id, amount_cents: refund.amount_cents },
    })
    return after
  }
}
