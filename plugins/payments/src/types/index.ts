import type { InferTypeOf } from "@medusajs/framework/types"
import type { AuditActor } from "@rise-via/core"
import type { PosabitMenuImport, PosabitOrder, PosabitRefund } from "../modules/payments_posabit/models"
import type { AeropayPayment, AeropayRefund, AeropayWallet } from "../modules/payments_aeropay/models"
import type { PosabitOrderType } from "../lib/posabit-status"

export type PosabitOrderDTO = InferTypeOf<typeof PosabitOrder>
export type AeropayPaymentDTO = InferTypeOf<typeof AeropayPayment>
export type AeropayRefundDTO = InferTypeOf<typeof AeropayRefund>
export type AeropayWalletDTO = InferTypeOf<typeof AeropayWallet>

export type PosabitRefundDTO = InferTypeOf<typeof PosabitRefund>
export type PosabitMenuImportDTO = InferTypeOf<typeof PosabitMenuImport>

/** A refund that staff made in POSaBIT's portal. */
export type RecordPosabitRefundDTO = {
  posabit_order_id: string
  reference: string
  amount_cents: number
  reason: string
  refund_reason_id: string | null
  refunded_at: Date
  actor: AuditActor
}

export type PlacePosabitOrderDTO = {
  order_id: string
  cart_id: string
  payment_session_id: string
  order_type: PosabitOrderType
  payment_method: string
  currency_code: string
  amount_cents: number
}

/** What a settlement found and did in Medusa's payment. */
export type SettlementResult = {
  captured_cents: number
  /** The order was canceled in Medusa although the register took the money. */
  is_order_canceled: boolean
}
export * from "./gateway"
export * from "./ledger"
export * from "./risk"
export * from "./reconciliation"
export * from "./hypur"
export * from "./menu"
export * from "./terminal"
export * from "./refund"
