import { createHmac, timingSafeEqual } from "node:crypto"
import type { InboxVerification } from "@rise-via/core"

/** Hexadecimal HMAC-SHA256. */
export const hmacHex = (secret: string, message: string | Buffer) =>
  createHmac("sha256", secret).update(message).digest("hex")

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function isSameSecret(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

export const unauthorized = (message: string): InboxVerification => ({ ok: false, status: 401, message })
