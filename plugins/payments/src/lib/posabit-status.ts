/** Statuses that POSaBIT documents for an incoming order, in our spelling. */
export const POSABIT_STATUSES = [
  "pending",
  "change",
  "processing",
  "completed",
  "en_route",
  "delivered",
  "canceled",
  "sts_failed",
] as const

export type PosabitStatus = (typeof POSABIT_STATUSES)[number]
export type PosabitOrderType = "pickup" | "delivery"

/** How far along an order is. Statuses of one rank may follow each other both ways. */
const RANK: Record<PosabitStatus, number> = {
  pending: 1,
  change: 1,
  processing: 2,
  completed: 3,
  // A delivery manifest that failed is written again, so the order can go on from there.
  sts_failed: 3,
  en_route: 4,
  delivered: 5,
  canceled: 6,
}

/** `En Route` → `en_route`. A word that POSaBIT does not document is kept as it is. */
export function normalizeStatus(text: string): string {
  const status = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_")
    .slice(0, 50)
  return status === "cancelled" ? "canceled" : status
}

export const isKnownStatus = (status: string): status is PosabitStatus =>
  (POSABIT_STATUSES as readonly string[]).includes(status)

/** The shop has the money: at pickup when the order is completed, at the door when it is delivered. */
export function isMoneyTaken(orderType: string, status: string): boolean {
  return status === "delivered" || (orderType === "pickup" && (status === "completed" || status === "en_route"))
}

/**
 * What a status that was read means for an order in status `current`.
 * - `same`: nothing new · `advanced`: take it over · `stale`: an older reading that came late, ignore it
 * - `unknown`: not one of POSaBIT's documented words: keep it, and tell staff
 * - `conflict`: the register goes on with an order it had canceled: people must look
 */
export type StatusStep = "same" | "advanced" | "stale" | "unknown" | "conflict"

export function stepTo(orderType: string, current: string, observed: string): StatusStep {
  if (observed === current) {
    return "same"
  }
  if (current === "canceled") {
    return isKnownStatus(observed) && !isMoneyTaken(orderType, observed) ? "stale" : "conflict"
  }
  if (!isKnownStatus(observed)) {
    return "unknown"
  }
  if (!isKnownStatus(current)) {
    return "advanced"
  }
  // Once the money is in the till only the next stations of a delivery and a cancellation are news.
  if (observed === "sts_failed") {
    return isMoneyTaken(orderType, current) ? "stale" : "advanced"
  }
  return RANK[observed] >= RANK[current] || current === "sts_failed" ? "advanced" : "stale"
}
