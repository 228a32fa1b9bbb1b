import type { GatewayOutcome } from "./gateway"

/** A payment terminal on the counter. */
export type Terminal = { id: string; name: string; is_online: boolean }

/** How far a payment on a terminal is; `unknown` must be looked up and never be repeated. */
export type TerminalSale = {
  /** The terminal service's id of the transaction. */
  id: string
  state: "waiting" | "approved" | "declined" | "canceled" | "refunded" | "voided" | "unknown"
  amount_cents: number
  tip_cents: number
  currency_code: string
}

/**
 * What a counter terminal must be able to do: POSaBIT Connect v3, a card at pickup. Nothing implements it, because the
 * requests and answers of that API are not public; whoever has the document writes one class against this and its
 * sandbox. Amounts are whole cents. `key` names one wish: the same one again must not charge again.
 */
export type TerminalGateway = {
  /** Gets a session token, or renews one that expires (documented: after one hour). */
  auth(): Promise<GatewayOutcome<{ expires_at: Date }>>
  listTerminals(): Promise<GatewayOutcome<Terminal[]>>
  /** Asks the customer to pay. The outcome `unknown` is settled by `status`. */
  sale(input: {
    terminal_id: string
    key: string
    amount_cents: number
    currency_code: string
  }): Promise<GatewayOutcome<TerminalSale>>
  /** What became of a sale, by the service's id or by our key. */
  status(input: { id?: string; key?: string }): Promise<GatewayOutcome<TerminalSale>>
  refund(input: { id: string; key: string; amount_cents: number }): Promise<GatewayOutcome<TerminalSale>>
  /** Takes a sale back before it is settled. */
  void(input: { id: string; key: string }): Promise<GatewayOutcome<TerminalSale>>
}
