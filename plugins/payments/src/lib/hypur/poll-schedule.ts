import type { HypurRequestDTO } from "../../types"
import { isOpen, isTaken } from "./status"

const HOUR = 60 * 60_000
/** Banks return debits within days; later ones come by webhook or by the portal. */
const WATCHED_MS = 14 * 24 * HOUR

/**
 * When a request is looked at again: every `pollSeconds` while it is open or its money is wanted back by a call; every
 * hour while a bank may return it, people are asked to cancel it, or it ran out (our own guess: she may approve late);
 * and not at all once nothing can come any more.
 */
export function nextPollAt(
  row: Pick<HypurRequestDTO, "status" | "request_id" | "created_at" | "withdrawn_at" | "handed_over_at">,
  { pollSeconds, canRead, now }: { pollSeconds: number; canRead: boolean; now: Date }
): Date | null {
  const age = now.getTime() - new Date(row.created_at).getTime()
  if (!canRead || !row.request_id || age > WATCHED_MS) {
    return null
  }
  if (isOpen(row.status)) {
    return new Date(now.getTime() + pollSeconds * 1_000)
  }
  if (isTaken(row.status)) {
    const isToCancel = row.withdrawn_at && !row.handed_over_at
    return new Date(now.getTime() + (isToCancel ? pollSeconds * 1_000 : HOUR))
  }
  return row.status === "returned" || row.status === "expired" ? new Date(now.getTime() + HOUR) : null
}
