/**
 * Where a payment request stands.
 *
 * `created` asked for, not answered yet · `awaiting_customer` · `approved` the debit waits for the next batch · `settled` ·
 * `declined` · `canceled` · `expired` · `returned` the bank took it back · `represented` collected again · `hold` nobody
 * knows: people must look · `failed` Hypur refused to make it
 */
export const HYPUR_STATUSES = [
  "created",
  "awaiting_customer",
  "approved",
  "settled",
  "declined",
  "canceled",
  "expired",
  "returned",
  "represented",
  "hold",
  "failed",
] as const

export type HypurStatus = (typeof HYPUR_STATUSES)[number]

/** Words of Hypur's report and pages, and the obvious spellings of the same. */
export const DEFAULT_STATUS_MAP: Record<string, HypurStatus> = {
  created: "awaiting_customer",
  open: "awaiting_customer",
  awaitingcustomer: "awaiting_customer",
  approved: "approved",
  pending: "approved",
  settled: "settled",
  completed: "settled",
  declined: "declined",
  canceled: "canceled",
  cancelled: "canceled",
  voided: "canceled",
  expired: "expired",
  returned: "returned",
  represent: "represented",
  represented: "represented",
}

/** `Re-Presented` → `represented`; nothing for a word that the map does not have. */
export const statusOf = (word: string, map: Record<string, HypurStatus>): HypurStatus | undefined => {
  const plain = plainWord(word)
  return Object.entries(map).find(([known]) => plainWord(known) === plain)?.[1]
}

const plainWord = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, "")

/** The shopper's money is ours, or will be with the next batch. */
export const isTaken = (status: HypurStatus) =>
  status === "approved" || status === "settled" || status === "represented"
/** Nothing was taken, and nothing will be. */
export const isOver = (status: HypurStatus) =>
  status === "declined" || status === "canceled" || status === "expired" || status === "failed"
/** The shopper, or somebody who knows, must still say something. */
export const isOpen = (status: HypurStatus) =>
  status === "created" || status === "awaiting_customer" || status === "hold"

/** Approved, and nobody wants it any more: the shopper gets it back, by a call or by people. Never captured. */
export const isGivenUp = ({ withdrawn_at, settlement }: { withdrawn_at: Date | null; settlement: string }) =>
  !!withdrawn_at && settlement === "due"

/** What may follow. `expired` is our own guess where Hypur names no end, so an approval may still come. */
const NEXT: Record<HypurStatus, readonly HypurStatus[]> = {
  created: HYPUR_STATUSES,
  hold: HYPUR_STATUSES,
  awaiting_customer: ["approved", "settled", "declined", "canceled", "expired", "failed"],
  approved: ["settled", "canceled", "declined", "returned"],
  settled: ["returned"],
  returned: ["represented"],
  represented: ["settled", "returned"],
  expired: ["approved", "settled", "canceled", "declined"],
  declined: [],
  canceled: [],
  failed: [],
}

/** Readings that come late say what was true before. */
const BEFORE: Partial<Record<HypurStatus, readonly HypurStatus[]>> = {
  approved: ["created", "awaiting_customer"],
  settled: ["created", "awaiting_customer", "approved", "represented"],
  returned: ["created", "awaiting_customer", "approved", "settled"],
  represented: ["created", "awaiting_customer", "approved", "returned"],
  declined: ["created", "awaiting_customer"],
  canceled: ["created", "awaiting_customer", "approved"],
  expired: ["created", "awaiting_customer"],
  awaiting_customer: ["created"],
}

/**
 * What a status that was read means for a request in status `current`: `same` nothing new · `advanced` take it over ·
 * `stale` an older reading that came late · `conflict` the two cannot both be true: people must look.
 */
export function stepTo(current: HypurStatus, observed: HypurStatus): "same" | "advanced" | "stale" | "conflict" {
  if (observed === current) {
    return "same"
  }
  if (NEXT[current].includes(observed)) {
    return "advanced"
  }
  return BEFORE[current]?.includes(observed) ? "stale" : "conflict"
}
