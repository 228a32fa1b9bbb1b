import { createHash, createHmac } from "node:crypto"

/**
 * The secret part of an order's callback address: 32 bytes that only the holder of `secret` can make. Derived rather
 * than stored, so that a repeated push sends the same address and the database keeps only its hash.
 */
export const callbackToken = (secret: string, orderId: string) =>
  createHmac("sha256", secret).update(`rise-via.posabit-callback:${orderId}`).digest("hex")

/** What is stored of a token: hex SHA-256. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex")
