import type { InferTypeOf } from "@medusajs/framework/types"
import type { PosabitOrder } from "../modules/payments_posabit/models"
import type { PosabitOrderType } from "../lib/posabit-status"

export type PosabitOrderDTO = InferTypeOf<typeof PosabitOrder>

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
