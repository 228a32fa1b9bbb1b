import type { MedusaContainer } from "@medusajs/framework/types"

/**
 * Where a rule may stop a sale or an act of staff.
 *
 * - `cart`: a line is added or changed · `shipping`: a shipping method is chosen · `checkout`: the cart is completed
 * - `order-change`: staff convert a draft order, confirm an order edit, request an exchange or a claim
 * - `handover`: goods are made ready for the customer, shipped or handed out · `send`: a message leaves · `refund`: money goes back
 */
export type GatePoint = "cart" | "shipping" | "checkout" | "order-change" | "handover" | "send" | "refund"

/** Why a gate warned or blocked. `code` is stable for storefronts (`<plugin>.<what>`); `message` is for people. */
export type GateReason = {
  code: string
  message: string
  facts?: Record<string, unknown>
}

export type GateVerdict =
  { outcome: "allow" } | { outcome: "warn"; reasons: GateReason[] } | { outcome: "block"; reasons: GateReason[] }

/** One reason in an answer: which gate spoke and how much it matters. */
export type GateAnswer = GateReason & { gate: string; severity: "warn" | "block" }

/** A line of a cart or order, as gates see it. Extra fields a gate asked for hang on `variant` and `product`. */
export type GateItem = {
  id?: string
  variant_id: string | null
  product_id?: string | null
  title?: string
  quantity: number
  unit_price?: number
  variant?: Record<string, any> | null
}

export type GateCustomer = {
  id: string
  email: string | null
  has_account?: boolean
  [field: string]: unknown
}

/**
 * What a gate looks at. Core loads cart, customer and items ONCE for all gates of a point; a workflow that calls
 * `runGates` itself passes what it has. Gates never query what is already here.
 */
export type GateFacts = {
  container: MedusaContainer
  point: GatePoint
  /** Core's clock, UTC. */
  now: Date
  cart?: Record<string, any>
  order?: Record<string, any>
  customer?: GateCustomer | null
  items: GateItem[]
  /** Anything a workflow adds for its own point (amounts of a refund, the template of a message …). */
  extra?: Record<string, unknown>
}

/** What `hold` keeps for `release`: plain JSON. */
export type GateHoldData = Record<string, unknown>

export type Gate = {
  /** `<plugin>.<what>`, unique for its point. */
  name: string
  /** Lower runs first; leave gaps of 10. */
  order: number
  /** Fields added to the one cart load, in `query.graph` notation from the cart (`items.variant.product_facts.*`). */
  fields?: string[]
  check: (facts: GateFacts) => GateVerdict | Promise<GateVerdict>
  /**
   * Takes something for this sale (an allowance, a slot) once every check allowed. `holdId` is the idempotency key:
   * calling twice with it takes once. What it returns is given to `release`.
   */
  hold?: (facts: GateFacts, holdId: string) => Promise<GateHoldData>
  /** Gives it back. Must do nothing when nothing was taken under `holdId`: a crash may have come before the taking. */
  release?: (container: MedusaContainer, holdId: string, data: GateHoldData | null) => Promise<void>
  /** The sale happened: the hold became final. */
  confirm?: (container: MedusaContainer, holdId: string, data: GateHoldData | null, orderId: string) => Promise<void>
}

export type GateResult = {
  allowed: boolean
  reasons: GateAnswer[]
}
