import type { MedusaContainer } from "@medusajs/framework/types"
import type { GatewayName } from "../../types"
import { AEROPAY_PROVIDER_ID, HYPUR_PROVIDER_ID, POSABIT_PROVIDER_ID } from "../module-names"

/** What a shopper or a member of staff must know of a payment provider. */
export type ProviderProfile = {
  /** `pp_<identifier>_<id>` */
  provider_id: string
  /** Its name in the books, and core's name of the service: the breaker goes by it. Absent for Medusa's own. */
  gateway?: GatewayName
  /** For shoppers. */
  title: string
  /** `now` at the checkout · `at_handover` in the shop or at the door */
  pays: "now" | "at_handover"
  /** What the shopper needs first: an account in this store, or a wallet at the service. */
  needs: ("customer" | "wallet")[]
  /** What staff may do here, once: what a capture leaves is let go. `none` where the service does it by itself, `by_hand` at its own counter. */
  capture: "none" | "full" | "partial"
  refund: "none" | "by_hand" | "full" | "partial"
  /** `refundPayment` with the same idempotency key looks the refund up before it sends it again. */
  repeats_refunds: boolean
  /** More that speaks against it for this cart or customer: the code of a customer-facing error (`customer-errors`). */
  check?: (cart: { id: string; customer_id: string | null }, container: MedusaContainer) => Promise<string | undefined>
  /**
   * Whether money may have moved under a payment session, where books and attempts cannot say. Default: the provider's
   * `getPaymentStatus`.
   */
  mayHaveTaken?: (paymentSessionId: string, container: MedusaContainer) => Promise<"no" | "yes" | "unknown">
}

const profiles = new Map<string, ProviderProfile>()

/** Tells what a provider can do. One a provider; register it in a file below `workflows/hooks`. */
export function registerProviderProfile(profile: ProviderProfile) {
  if (profiles.has(profile.provider_id)) {
    throw new Error(`A profile of "${profile.provider_id}" is already registered`)
  }
  profiles.set(profile.provider_id, profile)
}

/** What is known of a provider; of a foreign one as little as is safe. */
export const profileOf = (providerId: string): ProviderProfile =>
  profiles.get(providerId) ?? {
    provider_id: providerId,
    title: providerId.replace(/^pp_/, "").replace(/_/g, " "),
    pays: "now",
    needs: [],
    capture: "full",
    refund: "partial",
    repeats_refunds: false,
  }

registerProviderProfile({
  provider_id: POSABIT_PROVIDER_ID,
  gateway: "posabit",
  title: "Pay in the shop",
  pays: "at_handover",
  needs: [],
  capture: "none",
  refund: "by_hand",
  repeats_refunds: true,
})

registerProviderProfile({
  provider_id: AEROPAY_PROVIDER_ID,
  gateway: "aeropay",
  title: "Pay by bank (Aeropay)",
  pays: "now",
  needs: ["customer", "wallet"],
  capture: "partial",
  refund: "partial",
  repeats_refunds: true,
})

registerProviderProfile({
  provider_id: HYPUR_PROVIDER_ID,
  gateway: "hypur",
  title: "Pay by bank (POSaBIT Pay)",
  pays: "now",
  needs: ["wallet"],
  capture: "full",
  refund: "partial",
  repeats_refunds: true,
})
