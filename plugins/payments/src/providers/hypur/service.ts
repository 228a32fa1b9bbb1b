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
import { askForPayment } from "../../lib/hypur/ask"
import { buyerOf } from "../../lib/hypur/buyer"
import { cancelAtHypur, refuseCaptured } from "../../lib/hypur/cancel"
import { lookAt, type Desk } from "../../lib/hypur/look-at"
import { refundAtHypur } from "../../lib/hypur/refund"
import { sdkOf } from "../../lib/hypur/sdk"
import { isOver } from "../../lib/hypur/status"
import { PAYMENTS_LEDGER_MODULE } from "../../lib/ledger/module-name"
import { toCents } from "../../lib/money"
import { PAYMENTS_HYPUR_MODULE } from "../../lib/module-names"
import { refuseIfPaid } from "../../lib/providers/refuse-if-paid"
import type PaymentsHypurModuleService from "../../modules/payments_hypur/service"
import { HYPUR_SYSTEM } from "../../modules/payments_hypur/service"
import type PaymentsLedgerModuleService from "../../modules/payments_ledger/service"
import type { HypurRequestDTO } from "../../types"

type Container = {
  [PAYMENTS_HYPUR_MODULE]: PaymentsHypurModuleService
  [PAYMENTS_LEDGER_MODULE]: PaymentsLedgerModuleService
}

/**
 * Hypur, now POSaBIT Pay: the shopper approves a payment request in Hypur's own window. Nothing is paid because a
 * browser says so: what counts is what Hypur answers to us, or what staff have read in its portal.
 */
export default class HypurPaymentProviderService extends AbstractPaymentProvider {
  static identifier = "hypur"

  constructor(
    private readonly cradle: Container,
    options: Record<string, unknown>
  ) {
    super(cradle, options)
  }

  /** Asks for the payment. The storefront opens the SDK with the answer's `sdk` and `request_id`. */
  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const { amount, currency_code, data, context } = input
    const payment_session_id = String(data?.session_id ?? "")
    const buyer = buyerOf(data, context?.customer)
    const row = await askForPayment(
      this.desk,
      { payment_session_id, amount_cents: toCents(amount), currency_code },
      buyer
    )
    return { id: row.id, data: this.sessionData(row), status: "requires_more" as PaymentSessionStatus }
  }

  /** Another amount is another request, and a session has one: the shopper starts a new session. */
  async updatePayment({ amount, data }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const row = await this.rowOf(data)
    if (row && row.amount_cents === toCents(amount)) {
      return { data: this.sessionData(row) }
    }
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "The amount has changed: start a new payment session for Hypur"
    )
  }

  /** The session is gone, so nobody may approve its request any more. Never throws: Medusa would keep the session. */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const row = await this.rowOf(data)
    if (row) {
      await refuseIfPaid(this.cradle, row.payment_session_id)
      await cancelAtHypur(this.desk, row, { actor: HYPUR_SYSTEM, why: "Its payment session was given up." })
    }
    return { data }
  }

  /**
   * Asks Hypur whether the shopper has approved. While it cannot say, the order is placed and its money is still to come:
   * an error here would undo the order while she may have paid. Answers from what is stored once it was approved.
   */
  async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const session_id = String(context?.idempotency_key ?? data?.session_id ?? "")
    const row = await this.requests.findBySession(session_id)
    if (!row) {
      return { data: { ...data, session_id }, status: "error" as PaymentSessionStatus }
    }
    const isDecided = row.settlement !== "open" || isOver(row.status)
    const after = isDecided ? row : (await lookAt(this.desk, row.id, HYPUR_SYSTEM)).row
    return { data: { ...data, ...this.sessionData(after) }, status: statusOf(after) }
  }

  /** The debit waits for Hypur's batch by itself: there is nothing to do outside. */
  async capturePayment({ data }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    return { data }
  }

  async refundPayment({ data, amount, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const row = await this.rowOf(data)
    if (!row) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, "Nothing is known of this payment at Hypur")
    }
    const { id, state } = await refundAtHypur(this.desk, row, toCents(amount), String(context?.idempotency_key ?? ""))
    return { data: { ...data, last_refund: { hypur_act: id, state } } }
  }

  /** Safe to repeat. What was captured is given back by a refund. */
  async cancelPayment({ data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const row = await this.rowOf(data)
    if (row) {
      refuseCaptured(row)
      const by = { actor: HYPUR_SYSTEM, why: "Its payment was canceled in the store." }
      refuseCaptured(await cancelAtHypur(this.desk, row, by))
    }
    return { data }
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const row = await this.looked(data)
    if (!row) {
      return { data: { ...data } }
    }
    const { status, provider_status, approved_cents, fee_cents, captured_cents } = row
    return { data: { ...data, hypur_status: status, provider_status, approved_cents, fee_cents, captured_cents } }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const row = await this.looked(data)
    const status = row?.settlement === "captured" ? "captured" : row ? statusOf(row) : "pending"
    return { data, status: status as PaymentSessionStatus }
  }

  /** A shopper's profile stays at Hypur. An empty answer means none; without this Medusa would warn at every checkout. */
  async createAccountHolder(): Promise<CreateAccountHolderOutput> {
    return {} as CreateAccountHolderOutput
  }

  /** Webhooks arrive on an address of our own, and the request is read again before money moves. */
  async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: PaymentActions.NOT_SUPPORTED }
  }

  private async rowOf(data: Record<string, unknown> | undefined): Promise<HypurRequestDTO | undefined> {
    const sessionId = data?.session_id
    return typeof sessionId === "string" && sessionId ? await this.requests.findBySession(sessionId) : undefined
  }

  private async looked(data: Record<string, unknown> | undefined) {
    const row = await this.rowOf(data)
    return row && row.settlement === "open" && !isOver(row.status)
      ? (await lookAt(this.desk, row.id, HYPUR_SYSTEM)).row
      : row
  }

  /** What the storefront may see. `buyer` is named to be forgotten: Medusa lays this over what the storefront had sent. */
  private sessionData({
    id,
    payment_session_id,
    request_id,
    amount_cents,
    currency_code,
    expires_at,
  }: HypurRequestDTO) {
    return {
      session_id: payment_session_id,
      hypur_request: id,
      request_id,
      amount_cents,
      currency_code,
      expires_at,
      buyer: undefined,
      sdk: sdkOf(this.requests.options),
    }
  }

  /** Resolved when asked for: the host module may be loaded before ours. */
  private get requests() {
    return this.cradle[PAYMENTS_HYPUR_MODULE]
  }

  private get desk(): Desk {
    return { requests: this.requests, ledger: this.cradle[PAYMENTS_LEDGER_MODULE] }
  }
}

function statusOf({ settlement, status }: HypurRequestDTO): PaymentSessionStatus {
  const word =
    settlement === "due" || settlement === "captured"
      ? "authorized"
      : status === "canceled"
        ? "canceled"
        : isOver(status) || status === "returned"
          ? "error"
          : "pending_authorization"
  return word as PaymentSessionStatus
}
