import type { Context } from "@medusajs/framework/types"
import {
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit, clock, type AuditActor } from "@rise-via/core"
import { parseOptions } from "../../lib/options"
import { money } from "../../lib/register-cases"
import type { RefundOptions } from "../../lib/refunds/options"
import { sameOrThrow, subjectOf } from "../../lib/refunds/request-facts"
import { mayBecome, type RefundState } from "../../lib/refunds/states"
import type { OpenRefundDTO, RefundDecision, RefundOutcome, RefundRequestDTO } from "../../types"
import { PaymentRefundAccount, PaymentRefundRequest } from "./models"
import { committedOf, countCommitted, lockAccount, spentSince, type Knex } from "./statements"

const SYSTEM: AuditActor = { type: "system", id: "payments.refunds" }

/** Who wants money to go back, who approved it, and how far it has come. */
export default class PaymentsRefundsModuleService extends MedusaService({
  PaymentRefundAccount,
  PaymentRefundRequest,
}) {
  readonly options: RefundOptions

  constructor(container: Record<string, unknown>, options: Record<string, unknown> = {}) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's generated constructor takes more than it declares
    super(...(arguments as unknown as [Record<string, unknown>]))
    this.options = parseOptions(options).refunds
  }

  @InjectManager()
  async findByKey(key: string, @MedusaContext() context: Context = {}): Promise<RefundRequestDTO | undefined> {
    const [row] = await this.listPaymentRefundRequests({ request_key: key }, { take: 1 }, context)
    return row as RefundRequestDTO | undefined
  }

  /** What this person has given back, or asked for, since then without a second one. */
  @InjectTransactionManager()
  async spentSince(
    filter: { actor: string; currency_code: string; since: Date },
    @MedusaContext() context: Context = {}
  ): Promise<number> {
    return await spentSince(this.knex(context), filter)
  }

  /**
   * Reserves the amount and notes the request, under the lock of its payment: requests that run at the same time cannot
   * come to more than was captured. The same key again answers the first request.
   *
   * @throws NOT_ALLOWED when less is left; CONFLICT when the key belongs to another request.
   */
  @InjectManager()
  async open(
    input: OpenRefundDTO,
    @MedusaContext() context: Context = {}
  ): Promise<{ request: RefundRequestDTO; is_new: boolean }> {
    return await this.open_(input, context)
  }

  @InjectTransactionManager()
  protected async open_(
    input: OpenRefundDTO,
    @MedusaContext() context: Context = {}
  ): Promise<{ request: RefundRequestDTO; is_new: boolean }> {
    const { payment, amount_cents, actor, approval_reasons, request_key, reason } = input
    const { payment_id, payment_session_id, order_id, provider_id, currency_code, captured_cents } = payment
    const knex = this.knex(context)
    await lockAccount(knex, { payment_id, currency_code, captured_cents })

    const known = await this.findByKey(request_key, context)
    if (known) {
      return { request: sameOrThrow(known, input), is_new: false }
    }
    const committed = (await committedOf(knex, payment_id)) + payment.foreign_refunded_cents
    const left = captured_cents - committed
    if (amount_cents > left) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        left > 0
          ? `Only ${money(left, currency_code)} of this payment can still be given back`
          : "Nothing of this payment can be given back any more"
      )
    }
    const needsApproval = approval_reasons.length > 0
    const request = (await this.createPaymentRefundRequests(
      {
        request_key,
        payment_id,
        payment_session_id,
        order_id,
        provider_id,
        currency_code,
        amount_cents,
        reason,
        refund_reason_id: input.refund_reason_id ?? null,
        state: needsApproval ? "requested" : "approved",
        approval_reasons: (needsApproval ? approval_reasons : null) as never,
        requested_by_type: actor.type,
        requested_by: actor.id,
      },
      context
    )) as RefundRequestDTO
    await countCommitted(context.transactionManager, payment_id, payment.foreign_refunded_cents)
    await audit(context, {
      actor,
      action: "payments.refund_requested",
      subject: subjectOf(request),
      after: { refund_request: request.id, payment_id, amount_cents, currency_code, state: request.state },
      why: reason,
    })
    return { request, is_new: true }
  }

  /** A second person approves or declines. The requester may only withdraw (decline) his own. Again: the same answer. */
  @InjectManager()
  async decide(input: RefundDecision, @MedusaContext() context: Context = {}): Promise<RefundRequestDTO> {
    return await this.decide_(input, context)
  }

  @InjectTransactionManager()
  protected async decide_(
    { id, actor, decision, note }: RefundDecision,
    @MedusaContext() context: Context = {}
  ): Promise<RefundRequestDTO> {
    const row = await this.lock(id, context)
    if (decision === "approved" && actor.type !== "user") {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "A refund is approved by a person, not by a key")
    }
    if (decision === "approved" && actor.id === row.requested_by) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "A refund is approved by somebody else than who asked for it"
      )
    }
    if (row.decided_by === actor.id && (row.state === "declined") === (decision === "declined")) {
      return row
    }
    if (!mayBecome(row.state as RefundState, decision) || row.state !== "requested") {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `The refund is ${row.state} and waits for nobody`)
    }
    return await this.change(
      row,
      { state: decision, decided_by: actor.id, decided_at: clock.now(), decision_note: note ?? null },
      { actor, action: `payments.refund_${decision}`, why: note },
      context
    )
  }

  /**
   * Takes the request to be sent: to one caller only, and again when whoever had it was cut off (`before`: not touched
   * since then). Nothing when somebody else has it or it is over.
   */
  @InjectManager()
  async claim(
    id: string,
    before: Date | null = null,
    @MedusaContext() context: Context = {}
  ): Promise<RefundRequestDTO | undefined> {
    return await this.claim_(id, before, context)
  }

  @InjectTransactionManager()
  protected async claim_(
    id: string,
    before: Date | null,
    @MedusaContext() context: Context = {}
  ): Promise<RefundRequestDTO | undefined> {
    const row = await this.lock(id, context)
    const isRepeat = row.state === "sent" || row.state === "unknown" || row.state === "pending"
    const isFree = row.state === "approved" || (isRepeat && !!before && (row.checked_at ?? row.updated_at) <= before)
    if (!isFree) {
      return undefined
    }
    const now = clock.now()
    return (await this.updatePaymentRefundRequests(
      {
        id,
        state: row.state === "approved" ? "sent" : row.state,
        sent_at: row.sent_at ?? now,
        checked_at: now,
        attempts: row.attempts + 1,
      },
      context
    )) as RefundRequestDTO
  }

  /** Notes Medusa's refund before the payment service is asked, so that a kill in between loses nothing. */
  @InjectManager()
  async noteRefund(id: string, refundId: string, @MedusaContext() context: Context = {}): Promise<RefundRequestDTO> {
    return (await this.updatePaymentRefundRequests({ id, refund_id: refundId }, context)) as RefundRequestDTO
  }

  /** What the payment service said. What is over stays as it is. */
  @InjectManager()
  async settle(
    id: string,
    outcome: RefundOutcome,
    actor: AuditActor = SYSTEM,
    @MedusaContext() context: Context = {}
  ): Promise<RefundRequestDTO> {
    return await this.settle_(id, outcome, actor, context)
  }

  @InjectTransactionManager()
  protected async settle_(
    id: string,
    { state, error }: RefundOutcome,
    actor: AuditActor,
    @MedusaContext() context: Context = {}
  ): Promise<RefundRequestDTO> {
    const row = await this.lock(id, context)
    if (!mayBecome(row.state as RefundState, state)) {
      return row
    }
    const isOver = state === "succeeded" || state === "failed"
    const changes = {
      state,
      error: error?.slice(0, 500) ?? null,
      ...(isOver && { settled_at: clock.now() }),
      ...(state !== row.state && { booked_at: null }),
    }
    if (row.state === state) {
      return (await this.updatePaymentRefundRequests({ id, ...changes }, context)) as RefundRequestDTO
    }
    return await this.change(row, changes, { actor, action: `payments.refund_${state}`, why: error }, context)
  }

  /** Gives a request up that was not sent; anything later stays as it is. */
  @InjectManager()
  async giveUp(id: string, why: string, @MedusaContext() context: Context = {}): Promise<void> {
    await this.giveUp_(id, why, context)
  }

  @InjectTransactionManager()
  protected async giveUp_(id: string, why: string, @MedusaContext() context: Context = {}): Promise<void> {
    const row = await this.lock(id, context)
    const over = ({ requested: "declined", approved: "failed" } as const)[row.state as "requested" | "approved"]
    if (over) {
      const changes = { state: over, error: why, settled_at: clock.now() }
      await this.change(row, changes, { actor: SYSTEM, action: `payments.refund_${over}`, why }, context)
    }
  }

  /** Medusa's order counts the refund, or the customer has been told. */
  @InjectManager()
  async mark(
    id: string,
    what: "booked_at" | "notified_at",
    @MedusaContext() context: Context = {}
  ): Promise<RefundRequestDTO> {
    return (await this.updatePaymentRefundRequests({ id, [what]: clock.now() }, context)) as RefundRequestDTO
  }

  private async change(
    row: RefundRequestDTO,
    changes: Partial<RefundRequestDTO>,
    { actor, action, why }: { actor: AuditActor; action: string; why?: string },
    context: Context
  ): Promise<RefundRequestDTO> {
    const after = (await this.updatePaymentRefundRequests(
      { id: row.id, ...changes } as any,
      context
    )) as RefundRequestDTO
    await countCommitted(context.transactionManager, row.payment_id)
    await audit(context, {
      actor,
      action,
      subject: subjectOf(row),
      before: { state: row.state },
      after: { refund_request: row.id, state: after.state, amount_cents: row.amount_cents },
      why,
    })
    return after
  }

  /** Locks the payment's account first, as `open` does: whoever changes a request changes what is left. */
  private async lock(id: string, context: Context): Promise<RefundRequestDTO> {
    const [found] = await this.listPaymentRefundRequests({ id }, { take: 1, select: ["id", "payment_id"] }, context)
    if (!found) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Refund with id: ${id} was not found`)
    }
    const knex = this.knex(context)
    await knex.raw("SET LOCAL lock_timeout = '10s'")
    await knex("payment_refund_account").select("payment_id").where({ payment_id: found.payment_id }).forUpdate()
    const [row] = await knex("payment_refund_request").where({ id, deleted_at: null })
    return row as RefundRequestDTO
  }

  /** Medusa types its managers as `unknown`. Outside a transaction a row lock would end at once, so that is refused. */
  private knex(context: Context): Knex {
    const knex = (context.transactionManager as any)?.getTransactionContext?.()
    if (!knex) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "A refund can be changed only inside a transaction")
    }
    return knex
  }
}
