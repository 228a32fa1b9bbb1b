import type { Context } from "@medusajs/framework/types"
import {
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
  MedusaService,
} from "@medusajs/framework/utils"
import { audit, type AuditInput } from "@rise-via/core"
import { AeropayClient } from "../../lib/aeropay/client"
import type { AeropayOptions } from "../../lib/aeropay/options"
import { parseOptions } from "../../lib/options"
import type { AeropayPaymentDTO, AeropayRefundDTO, AeropayWalletDTO } from "../../types"
import { AeropayPayment, AeropayRefund, AeropayWallet } from "./models"

type Changes = Partial<Omit<AeropayPaymentDTO, "id" | "payment_session_id">>
export type NewAeropayPayment = Pick<AeropayPaymentDTO, "payment_session_id" | "flow" | "amount_cents"> &
  Partial<Pick<AeropayPaymentDTO, "customer_id">> & { currency_code: string }
export type NewAeropayRefund = Pick<
  AeropayRefundDTO,
  "refund_id" | "payment_session_id" | "transaction_id" | "uuid" | "idempotency_key" | "cents" | "next_check_at"
>

/** Wallets of shoppers at Aeropay, and what became of each payment session there. */
export default class PaymentsAeropayModuleService extends MedusaService({
  AeropayPayment,
  AeropayRefund,
  AeropayWallet,
}) {
  private readonly given: AeropayOptions | undefined
  private known: AeropayClient | undefined

  constructor(container: Record<string, unknown>, options: Record<string, unknown> = {}) {
    // eslint-disable-next-line prefer-rest-params -- Medusa's generated constructor takes more than it declares
    super(...(arguments as unknown as [Record<string, unknown>]))
    this.given = parseOptions(options).aeropay
  }

  /** A live shop without Aeropay's keys does not pay with it. */
  get isOn() {
    return !!this.given
  }

  get options(): AeropayOptions {
    if (!this.given) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "Aeropay is not set up in this shop")
    }
    return this.given
  }

  get client(): AeropayClient {
    return (this.known ??= new AeropayClient(this.options))
  }

  @InjectManager()
  async walletOf(customerId: string, @MedusaContext() context: Context = {}): Promise<AeropayWalletDTO | undefined> {
    const [wallet] = await this.listAeropayWallets({ customer_id: customerId }, { take: 1 }, context)
    return wallet
  }

  @InjectManager()
  async paymentOf(sessionId: string, @MedusaContext() context: Context = {}): Promise<AeropayPaymentDTO | undefined> {
    const [row] = await this.listAeropayPayments({ payment_session_id: sessionId }, { take: 1 }, context)
    return row
  }

  /** The row of a session, made when there is none. */
  @InjectManager()
  async openPayment(input: NewAeropayPayment, @MedusaContext() context: Context = {}): Promise<AeropayPaymentDTO> {
    const known = await this.paymentOf(input.payment_session_id, context)
    if (known) {
      return known
    }
    try {
      const [row] = await this.createAeropayPayments([input], context)
      return row
    } catch (error) {
      // Somebody else made it meanwhile: the unique index decided.
      const theirs = await this.paymentOf(input.payment_session_id)
      if (theirs) {
        return theirs
      }
      throw error
    }
  }

  /** The row of a refund, made when there is none; so the same refund is the same request to Aeropay. */
  @InjectManager()
  async openRefund(input: NewAeropayRefund, @MedusaContext() context: Context = {}): Promise<AeropayRefundDTO> {
    const find = async () => (await this.listAeropayRefunds({ refund_id: input.refund_id }, { take: 1 }))[0]
    const known = await find()
    if (known) {
      return known
    }
    try {
      const [row] = await this.createAeropayRefunds([input], context)
      return row
    } catch (error) {
      const theirs = await find()
      if (theirs) {
        return theirs
      }
      throw error
    }
  }

  /**
   * Changes a payment under its row lock: `decide` sees the row as it is, and answers what to change. Answers, callbacks
   * and look-ups of the same payment arrive in any order, and at once.
   */
  @InjectManager()
  async changePayment(
    sessionId: string,
    decide: (row: AeropayPaymentDTO) => Changes,
    @MedusaContext() context: Context = {}
  ): Promise<AeropayPaymentDTO> {
    return await this.changePayment_(sessionId, decide, context)
  }

  @InjectTransactionManager()
  protected async changePayment_(
    sessionId: string,
    decide: (row: AeropayPaymentDTO) => Changes,
    @MedusaContext() context: Context = {}
  ): Promise<AeropayPaymentDTO> {
    const knex = (context.transactionManager as any)?.getTransactionContext?.()
    if (!knex) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "A payment can be locked only inside a transaction")
    }
    await knex.raw("SET LOCAL lock_timeout = '10s'")
    const [found] = await knex("aeropay_payment").select("id").where({ payment_session_id: sessionId }).forUpdate()
    if (!found) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Aeropay has no payment for session: ${sessionId}`)
    }
    const row = await this.retrieveAeropayPayment(found.id, {}, context)
    const changes = decide(row)
    return Object.keys(changes).length ? await this.updateAeropayPayments({ id: row.id, ...changes }, context) : row
  }

  /** Writes an act of staff to the audit log. */
  @InjectTransactionManager()
  async auditAct(input: AuditInput, @MedusaContext() context: Context = {}): Promise<void> {
    await audit(context, input)
  }
}
