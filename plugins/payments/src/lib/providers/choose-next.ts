import type { ProviderOffer } from "./availability"

/** What became of earlier tries of one cart, by provider. */
export type Tries = Record<string, { failed: number; declined: number }>

/** A provider that did not answer once may the second time; more would only keep the shopper waiting. */
const MOST_FAILURES = 2

/**
 * The provider to try next: one that takes the money now and was not tried; then the one that did not answer, once more;
 * then one that is paid at the handover. A provider that said no is not asked again.
 */
export function chooseNext(offers: ProviderOffer[], tries: Tries, wanted?: string): ProviderOffer | undefined {
  const open = offers.filter(({ state, provider_id }) => {
    const { failed, declined } = tries[provider_id] ?? { failed: 0, declined: 0 }
    return state !== "unavailable" && !declined && failed < MOST_FAILURES
  })
  if (wanted) {
    return open.find(({ provider_id }) => provider_id === wanted)
  }
  const untried = open.filter(({ provider_id }) => !tries[provider_id]?.failed)
  return (
    untried.find(({ pays, state }) => pays === "now" && state === "available") ??
    open.find(({ pays, state }) => pays === "now" && state === "available") ??
    untried.find(({ pays }) => pays === "at_handover") ??
    untried[0] ??
    open[0]
  )
}
