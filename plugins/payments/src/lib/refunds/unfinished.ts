import type { MedusaContainer } from "@medusajs/framework/types"
import type { RefundRequestDTO } from "../../types"
import { refundService } from "./refund-service"

const MINUTE = 60_000
/** Whoever sends a refund is done by then, or was cut off. */
const GRACE_MS = 2 * MINUTE
const LONGEST_PAUSE_MS = 60 * MINUTE
const LIMIT = 100

const at = (date: Date | null) => +new Date(date ?? 0)

/** Sent, unknown and pending ones are looked at after 2, 4, 8 … minutes, at most an hour. */
const isDue = ({ attempts, checked_at }: RefundRequestDTO, now: Date) =>
  now.getTime() - at(checked_at) >= Math.min(GRACE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS)

/** Refunds that a crash, silence or Medusa left half-way, those first that nobody has looked at for longest. */
export async function findUnfinishedRefunds(container: MedusaContainer, now: Date): Promise<RefundRequestDTO[]> {
  const service = refundService(container)
  const page = { take: LIMIT, order: { checked_at: "ASC" } } as const
  const before = new Date(now.getTime() - GRACE_MS)
  const asked = await service.listPaymentRefundRequests(
    { state: ["sent", "unknown", "pending"], checked_at: { $lte: before } },
    page
  )
  const unsent = await service.listPaymentRefundRequests({ state: "approved", updated_at: { $lte: before } }, page)
  const unbooked = await service.listPaymentRefundRequests(
    { state: ["succeeded", "failed"], refund_id: { $ne: null }, booked_at: null, updated_at: { $lte: before } },
    page
  )
  return [
    ...(unsent as RefundRequestDTO[]),
    ...(asked as RefundRequestDTO[]).filter((row) => isDue(row, now)),
    ...(unbooked as RefundRequestDTO[]),
  ]
}
