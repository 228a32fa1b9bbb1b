import { createHash } from "node:crypto"

/**
 * An idempotency key in the form that Aeropay wants, a version 4 UUID, derived from our ids. The same facts give the same
 * key, so that a repeat after a crash is no second payment; `attempt` grows only after a definite decline.
 */
export function keyOf(
  operation: string,
  id: string,
  facts: { cents: number; bankAccountId?: number | null; attempt?: number }
): string {
  const { cents, bankAccountId, attempt = 1 } = facts
  const text = ["aeropay", operation, id, cents, bankAccountId ?? "", attempt].join("|")
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}
