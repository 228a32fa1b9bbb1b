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
import { openCase } from "@rise-via/core"
import { PAYMENTS_LEDGER_MODULE } from "../../lib/ledger/module-name"
import { toCents } from "../../lib/money"
import { PAYMENTS_POSABIT_MODULE } from "../../lib/module-names"
import { parseProviderOptions, type PosabitProviderOptions } from "../../lib/provider-options"
import { withdrawnCase } from "../../lib/register-cases"
import { useUpRefund } from "../../lib/use-up-refund"
import { refuseIfPaid } from "../../lib/providers/refuse-if-paid"
import type PaymentsLedgerModuleService from "../../modules/payments_ledger/service"
import type PaymentsPosabitModuleService from "../../modules/payments_posabit/service"

type Container = Record<typeof PAYMENTS_POSABIT_MODULE, PaymentsPosabitModuleService> &
  Record<typeof PAYMENTS_LEDGER_MODULE, PaymentsLedgerModuleService>

/**
 * Pay in the shop or at the door: Medusa's order is placed with a payment that is still to come, POSaBIT's register
 * takes the money, and the payment is captured when the register says so. This class never calls POSaBIT; it answers
 * from what the module `payments_posabit` has stored.
 */
export default class PosabitPaymentProviderService extends AbstractPaymentProvider<PosabitProviderOptions> {
  static identifier = "posabit"

  private readonly options: PosabitProviderOptions

  static validateOptions(options: Record<string, unknown>) {
    parseProviderOptions(options)
  }

  constructor(
    private readonly cradle: Container,
    options: PosabitProviderOptions
  ) {
    super(cradle, options)
    this.options = parseProviderOptions(options)
  }

  /** The shopper may name how she will pay: `data.method`, one of the option `paymentMethods`. */
  async initiatePayment({ amount, currency_code, data }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const session_id = String(data?.session_id ?? "")
    return {
      id: session_id,
      data: this.sessionData({ amount, currency_code, data }),
      status: "pending" as PaymentSessionStatus,
    }
  }

  async updatePayment({ amount, currency_code, data }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    return { data: this.sessionData({ amount, currency_code, data }) }
  }

  /** Nothing exists outside before the order is placed. */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    await refuseIfPaid(this.cradle, String(data?.session_id ?? ""))
    return { data }
  }

  /**
   * First time, inside `complete`: the money comes later. Again, when the register has taken it: authorised, and Medusa
   * then captures what the register took. It never answers `captured`, because that would capture the whole amount
   * even where the register took less.
   */
  async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const sessionId = String(context?.idempotency_key ?? data?.session_id ?? "")
    const status = (await this.statusOf(sessionId)) ?? "pending_authorization"
    return { data: { ...data, session_id: sessionId }, status: status as PaymentSessionStatus }
  }

  /** The register has the money already: there is nothing to do outside. */
  async capturePayment({ data }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    return { data }
  }

  /**
   * POSaBIT's Venue API cannot give money back, so a refund passes only by using up one that staff made in the portal and
   * recorded here. Safe to repeat for the same refund.
   */
  async refundPayment({ amount, data, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const made = {
      payment_session_id: String(data?.session_id ?? ""),
      amount_cents: toCents(amount),
      refund_id: String(context?.idempotency_key ?? ""),
    }
    if (!made.refund_id || !(await useUpRefund(this.register, this.cradle[PAYMENTS_LEDGER_MODULE], made))) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "POSaBIT gives money back only in its own portal: refund the sale there, then record it here with the portal's reference. Nothing was refunded here."
      )
    }
    return { data }
  }

  /** Before the register has the order it is dropped; afterwards only staff can cancel it there. Safe to repeat. */
  async cancelPayment({ data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const row = await this.register.findBySession(String(data?.session_id ?? ""))
    const why = "Its payment was canceled in the store."
    if (row?.posabit_id) {
      await openCase(null, withdrawnCase(row, why))
    } else if (row) {
      await this.register.withdraw(row.id, why)
    }
    return { data }
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const row = await this.register.findBySession(String(data?.session_id ?? ""))
    if (!row) {
      return { data: { ...data } }
    }
    const { posabit_id, status, pos_total_cents, captured_cents } = row
    return { data: { ...data, posabit_id, register_status: status, pos_total_cents, captured_cents } }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const row = await this.register.findBySession(String(data?.session_id ?? ""))
    const status = row?.settlement === "settled" ? "captured" : await this.statusOf(String(data?.session_id ?? ""))
    return { data, status: (status ?? "pending") as PaymentSessionStatus }
  }

  /** POSaBIT keeps no shopper for us. An empty answer means none; without this method Medusa would warn at every checkout. */
  async createAccountHolder(): Promise<CreateAccountHolderOutput> {
    return {} as CreateAccountHolderOutput
  }

  /** Callbacks arrive on an address of our own and are read again before money moves; Medusa's route is not used. */
  async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: PaymentActions.NOT_SUPPORTED }
  }

  /** Resolved when asked for: the host module may be loaded before ours. */
  private get register() {
    return this.cradle[PAYMENTS_POSABIT_MODULE]
  }

  private async statusOf(sessionId: string): Promise<`${PaymentSessionStatus}` | undefined> {
    const row = sessionId ? await this.register.findBySession(sessionId) : undefined
    switch (row?.settlement) {
      case undefined:
        return undefined
      case "due":
      case "settled":
        return "authorized"
      case "canceled":
        return "canceled"
      default:
        return "pending_authorization"
    }
  }

  /** Only fields of our own: a storefront may send anything in `data`. */
  private sessionData({ amount, currency_code, data }: UpdatePaymentInput) {
    const method = data?.method ?? this.options.defaultPaymentMethod
    if (typeof method !== "string" || !Object.hasOwn(this.options.paymentMethods, method)) {
      const known = Object.keys(this.options.paymentMethods).join(", ")
      throw new MedusaError(MedusaError.Types.INVALID_DATA, `\`data.method\` must be one of ${known}`)
    }
    return { mode: "pos", method, amount_cents: toCents(amount), currency_code, session_id: data?.session_id }
  }
}
