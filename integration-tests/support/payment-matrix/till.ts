import type { Shopper } from "../people"
import type { HttpSuite } from "../suite"

/** Whole cents as one of the books has them: taken and not undone, and given back. */
export type Money = { captured: number; refunded: number }

/** One cart that is bought, with everything that names it somewhere. */
export type Sale = {
  shopper: Shopper
  cartId: string
  sessionId: string
  /** What the shopper owes. */
  cents: number
  orderId?: string
  paymentId?: string
}

/** How specs sell with one payment service, and where they look at its own books. */
export type Till = {
  /** Medusa's payment provider, e.g. `pp_posabit_posabit`. */
  provider: string
  /** The sandbox's name of the service. */
  service: string
  /** A shopper of age who can pay with it. One serves many sales. */
  shopper(suite: HttpSuite): Promise<Shopper>
  /** `data` of the payment session. */
  data?: Record<string, unknown>
  /** Whatever happens outside between session and `complete`, e.g. an approval in another app. */
  beforeComplete?(suite: HttpSuite, sale: Sale): Promise<void>
  /** Brings the money of a placed order home: a capture by staff, a sale closed at the register. */
  take(suite: HttpSuite, sale: Sale): Promise<unknown>
  /** What the service's own books say of the sale. `holds` are live authorisations, `sales` how often money was taken. */
  atService(suite: HttpSuite, sale: Sale): Promise<Money & { holds: number; sales: number }>
  /** What the jobs would look at later is due now, as far as it was sold after `since`. */
  comeDue?(suite: HttpSuite, since: Date): Promise<unknown>
  /** Scheduled jobs that settle what is open. */
  jobs: string[]
}

export const cents = (amount: number) => Math.round(amount * 100)
