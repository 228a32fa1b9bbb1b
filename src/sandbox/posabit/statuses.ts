/** Status of an online order, normalised; the second value is the word as POSaBIT's page prints it. */
export const STATUSES = {
  pending: "Pending",
  change: "Change",
  processing: "Processing",
  completed: "Completed",
  en_route: "En Route",
  delivered: "Delivered",
  canceled: "Canceled",
  sts_failed: "STS Failed",
} as const

export type OrderStatus = keyof typeof STATUSES
export type OrderType = "pickup" | "delivery"

const FORWARD: Record<OrderType, OrderStatus[]> = {
  pickup: ["pending", "processing", "completed"],
  delivery: ["pending", "processing", "completed", "en_route", "delivered"],
}

/**
 * Where staff may take an order. Inferred: POSaBIT publishes the words, not the transitions. Staff may skip ahead (a pickup
 * rung up at once goes from pending to completed); a change may follow a change; nothing leaves a final status.
 */
export function nextStatuses(type: OrderType, status: OrderStatus): OrderStatus[] {
  const path = FORWARD[type]
  const final = path[path.length - 1]
  if (status === final || status === "canceled" || status === "sts_failed") {
    return []
  }
  const reached = status === "change" ? 0 : path.indexOf(status)
  const changeable: OrderStatus[] = status === "pending" ? ["change"] : status === "change" ? ["change", "pending"] : []
  const failures: OrderStatus[] = type === "delivery" ? ["canceled", "sts_failed"] : ["canceled"]
  return [...changeable, ...path.slice(reached + 1), ...failures]
}
