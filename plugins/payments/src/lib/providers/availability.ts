import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { clock, isServiceDown } from "@rise-via/core"
import { ledgerService } from "../ledger/ledger-service"
import { rateOf, sumOf } from "../ledger/success-rate"
import { availabilityError, type CustomerError } from "./customer-errors"
import { profileOf, type ProviderProfile } from "./profiles"

const RECENT_MS = 15 * 60_000
/** Fewer attempts than this say nothing. */
const ENOUGH_ATTEMPTS = 10
const LOW_RATE = 0.5

export type OfferState = "available" | "degraded" | "unavailable"

/** A way to pay, as a storefront shows it. */
export type ProviderOffer = Pick<ProviderProfile, "provider_id" | "title" | "pays" | "needs"> & {
  state: OfferState
  reason: CustomerError | null
}

export type CartForOffers = { id: string; region_id: string; customer_id: string | null }

const RANK: Record<OfferState, number> = { available: 0, degraded: 1, unavailable: 2 }

/** The ways to pay of the cart's region: those first that work, and of them those that take the money now. */
export async function offersFor(container: MedusaContainer, cart: CartForOffers): Promise<ProviderOffer[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "region_payment_provider",
    fields: ["payment_provider.id", "payment_provider.is_enabled"],
    filters: { region_id: cart.region_id },
  })
  const providers = data.map(({ payment_provider }: any) => payment_provider).filter(Boolean)
  const unreliable = await unreliableGateways(container)
  const offers: ProviderOffer[] = []
  for (const { id, is_enabled } of providers) {
    const profile = profileOf(id)
    const code = is_enabled ? await reasonAgainst(container, profile, cart) : "disabled"
    const isUnreliable = !code && !!profile.gateway && unreliable.has(profile.gateway)
    const { provider_id, title, pays, needs } = profile
    offers.push({
      provider_id,
      title,
      pays,
      needs,
      state: code ? "unavailable" : isUnreliable ? "degraded" : "available",
      reason: code ? availabilityError(code) : isUnreliable ? availabilityError("unreliable") : null,
    })
  }
  return offers.sort(
    (a, b) =>
      RANK[a.state] - RANK[b.state] ||
      Number(a.pays !== "now") - Number(b.pays !== "now") ||
      (a.provider_id < b.provider_id ? -1 : 1)
  )
}

async function reasonAgainst(container: MedusaContainer, profile: ProviderProfile, cart: CartForOffers) {
  // What is paid at the handover is not asked anything at the checkout.
  if (profile.gateway && profile.pays === "now" && isServiceDown(profile.gateway)) {
    return "out_of_order"
  }
  if (profile.needs.includes("customer") && !cart.customer_id) {
    return "needs_customer"
  }
  return await profile.check?.(cart, container)
}

/** Services whose shoppers could have paid and mostly did not, in the last quarter of an hour. */
async function unreliableGateways(container: MedusaContainer): Promise<Set<string>> {
  const to = clock.now()
  const from = new Date(to.getTime() - RECENT_MS)
  const rows = await ledgerService(container).attemptCounts({ from, to }, "day")
  const gateways = [...new Set(rows.map(({ provider }) => provider))]
  return new Set(
    gateways.filter((gateway) => {
      const counts = sumOf(rows.filter(({ provider }) => provider === gateway))
      const { payable_success_rate: rate } = rateOf(counts)
      return counts.succeeded + counts.failed >= ENOUGH_ATTEMPTS && rate !== null && rate < LOW_RATE
    })
  )
}
