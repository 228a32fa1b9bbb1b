import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  CreateAccountHolderOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  PaymentSessionStatus,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, MedusaError, PaymentActions } from "@medusajs/framework/utils"
import { authorize } from "../../lib/aeropay/authorize"
import { cancel } from "../../lib/aeropay/cancel"
import { capture } from "../../lib/aeropay/capture"
import type { Desk } from "../../lib/aeropay/desk"
import { letGoFirst } from "../../lib/aeropay/let-go"
import { refund } from "../../lib/aeropay/refund"
import { PAYMENTS_LEDGER_MODULE } from "../../lib/ledger/module-name"
import { PAYMENTS_AEROPAY_MODULE, PAYMENTS_RISK_MODULE } from "../../lib/module-names"
import { toCents } from "../../lib/money"
import { refuseIfPaid } from "../../lib/providers/refuse-if-paid"
import type { AeropayPaymentDTO } from "../../types"

type Data = Record<string, unknown> | undefined
type Flow = AeropayPaymentDTO["flow"]

/** Medusa's status of each of ours. What is not known is promised: the order waits for it. */
const STATUS: Record<AeropayPaymentDTO["status"], `${PaymentSessionStatus}`> = {
  open: "pending",
  sent: "pending_authorization",
  declined: "error",
  authorized: "authorized",
  captured: "captured",
  canceled: "canceled",
  expired: "canceled",
  voided: "canceled",
}

/**
 * Payment from the shopper's bank account by Aeropay: held with the order and taken by staff (`preauth`), or taken with
 * the order (`sale`). The state of a session is in `payments_aeropay`, by its id; `data` only mirrors it for storefronts.
 */
export default class AeropayPaymentProviderService extends AbstractPaymentProvider<Record<string, unknown>> {
  static identifier = "aeropay"

  constructor(
    private readonly cradle: Record<string, any>,
    options: Record<string, unknown> = {}
  ) {
    super(cradle, options)
  }

  /** The storefront may choose `data.flow`; the customer must be signed in, because the bank is hers. */
  async initiatePayment({
    amount,
    currency_code,
    data,
    context,
  }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const session_id = String(data?.session_id ?? "")
    const fields = this.sessionData({ amount, currency_code, data })
    await this.desk.rows.openPayment({
      payment_session_id: session_id,
      customer_id: context?.customer?.id ?? null,
      flow: fields.flow,
      amount_cents: fields.amount_cents,
      currency_code,
    })
    return { id: session_id, data: { ...fields, session_id }, status: "pending" as PaymentSessionStatus }
  }

  /** A hold for another amount is let go; the next authorisation asks for the new one. */
  async updatePayment({ amount, currency_code, data }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const sessionId = sessionOf(data)
    const fields = this.sessionData({ amount, currency_code, data })
    const row = sessionId ? await this.desk.rows.paymentOf(sessionId) : undefined
    if (row && row.status !== "open" && row.amount_cents !== fields.amount_cents) {
      await cancel(this.desk, row.payment_session_id)
    }
    return { data: { ...fields, session_id: sessionId } }
  }

  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const sessionId = sessionOf(data)
    if (sessionId) {
      await refuseIfPaid(this.cradle, sessionId)
      await cancel(this.desk, sessionId)
    }
    return { data }
  }

  /**
   * Asks Aeropay once; asked again it answers from what is known. An outcome that nobody heard is
   * `pending_authorization`: a throw would undo the order while the money may be held or taken.
   */
  async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const sessionId = String(context?.idempotency_key ?? sessionOf(data))
    const cents = Number(data?.amount_cents)
    const flow = data?.flow as Flow
    await letGoFirst(this.desk, sessionId)
    try {
      const row = await authorize(this.desk, { sessionId, cents, flow })
      // Where less was taken Medusa must not capture all by itself.
      const isPart = row.status === "captured" && row.captured_cents !== row.amount_cents
      return { data: dataOf(row, data), status: (isPart ? "authorized" : STATUS[row.status]) as PaymentSessionStatus }
    } catch (error) {
      const row = await this.desk.rows.paymentOf(sessionId).catch(() => undefined)
      if (row && (row.status === "sent" || row.status === "authorized" || row.status === "captured")) {
        return { data: dataOf(row, data), status: "pending_authorization" as PaymentSessionStatus }
      }
      throw error
    }
  }

  async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const { cents, total } = await this.centsOfCapture(context?.idempotency_key)
    return { data: dataOf(await capture(this.desk, sessionOf(data), cents, total), data) }
  }

  async refundPayment({ data, amount, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const sessionId = sessionOf(data)
    const made = await refund(this.desk, sessionId, String(context?.idempotency_key), toCents(amount))
    const row = await this.desk.rows.paymentOf(sessionId)
    const known = Array.isArray(data?.refunds) ? data.refunds : []
    const { refund_id, uuid, cents, status } = made
    return { data: { ...dataOf(row, data), refunds: [...known, { refund_id, uuid, cents, status }] } }
  }

  async cancelPayment({ data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return { data: dataOf(await cancel(this.desk, sessionOf(data)), data) }
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: dataOf(await this.desk.rows.paymentOf(sessionOf(data)), data) }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const row = await this.desk.rows.paymentOf(sessionOf(data))
    return { data: dataOf(row, data), status: (row ? STATUS[row.status] : "pending") as PaymentSessionStatus }
  }

  /** Aeropay would send the shopper a code by text message, so a wallet is made only when she asks for it. */
  async createAccountHolder(): Promise<CreateAccountHolderOutput> {
    return {} as CreateAccountHolderOutput
  }

  /** Core's inbox answers Aeropay's webhooks, before Medusa's route. */
  async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: PaymentActions.NOT_SUPPORTED }
  }

  /** Resolved when asked for: the host module may be loaded before ours. */
  private get desk(): Desk {
    return {
      rows: this.cradle[PAYMENTS_AEROPAY_MODULE],
      ledger: this.cradle[PAYMENTS_LEDGER_MODULE],
      risk: this.cradle[PAYMENTS_RISK_MODULE],
    }
  }

  /** Medusa names the capture and not its amount (2.21.2); its row is there before the provider is asked. */
  private async centsOfCapture(captureId: string | undefined): Promise<{ cents?: number; total?: number }> {
    const captures = this.cradle.captureService
    if (!captureId || !captures) {
      return {}
    }
    const select = ["id", "amount", "raw_amount", "payment_id"]
    const [found] = await captures.list({ id: captureId }, { select, take: 1 })
    if (!found) {
      return {}
    }
    const all: any[] = await captures.list({ payment_id: found.payment_id }, { select })
    const centsOf = (one: any) => toCents(one.raw_amount ?? one.amount)
    return { cents: centsOf(found), total: all.reduce((sum, one) => sum + centsOf(one), 0) }
  }

  /** Only fields of our own: a storefront may send anything in `data`. */
  private sessionData({ amount, currency_code, data }: UpdatePaymentInput) {
    if (currency_code.toLowerCase() !== "usd") {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, "Aeropay pays in US dollars only")
    }
    const flow = data?.flow ?? this.desk.rows.options.flow
    if (flow !== "preauth" && flow !== "sale") {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, "`data.flow` must be one of preauth, sale")
    }
    return { flow: flow as Flow, amount_cents: toCents(amount), currency_code }
  }
}

const sessionOf = (data: Data) => String(data?.session_id ?? "")

/** What a storefront or an admin page may know. */
function dataOf(row: AeropayPaymentDTO | undefined, data: Data): Record<string, unknown> {
  if (!row) {
    return { ...data }
  }
  const { payment_session_id, flow, status, attempt, preauth_id, transaction_id, transaction_status, captured_cents } =
    row
  return {
    ...data,
    session_id: payment_session_id,
    reference_id: payment_session_id,
    asked_flow: flow,
    aeropay_status: status,
    attempt,
    preauth_id,
    transaction_id,
    transaction_status,
    captured_cents,
    code: row.code,
  }
}
