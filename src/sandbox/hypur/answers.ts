import type { NextFunction, Request, Response } from "express"
import { randomUUID } from "node:crypto"
import type { PaymentRequest } from "./requests"
import { refundedCents, STATUSES } from "./requests"

export type HypurCredentials = {
  clientId: string
  clientSecret: string
  clientPubKey: string
  merchantToken: string
}

/** What the stand-in accepts. Worthless anywhere else. */
export const DEFAULT_HYPUR: HypurCredentials = {
  clientId: "sandbox-hypur-client",
  clientSecret: "sandbox-hypur-secret",
  clientPubKey: "sandbox-hypur-pub-key",
  merchantToken: "sandbox-hypur-merchant",
}

/** Marks an answer whose shape no public page shows, so that no test mistakes it for a documented contract. */
export const assumed = (res: Response) => res.setHeader("X-Sim-Assumed", "true")

/** The documented family of errors. A refusal of business comes under HTTP 200 as well: only `Success` says it. */
export function refuse(res: Response, status: number, name: string, message: string, code = status) {
  res
    .status(status)
    .json({ Success: false, RequestId: randomUUID(), Error: { Message: message, Name: name, Code: code } })
}

/** `Authorization: Basic base64(ClientId:ClientSecret)`. */
export const basicAuth =
  ({ clientId, clientSecret }: HypurCredentials) =>
  (req: Request, res: Response, next: NextFunction) => {
    const [scheme = "", value = ""] = (req.get("authorization") ?? "").split(" ")
    const given = Buffer.from(value, "base64").toString("utf8")
    if (scheme.toLowerCase() === "basic" && given === `${clientId}:${clientSecret}`) {
      next()
    } else {
      refuse(res, 401, "Unauthorized", "The client is not known")
    }
  }

export const dollars = (cents: number) => Number((cents / 100).toFixed(2))

/** Dollars with at most two decimals as cents; undefined for everything else. */
export function toCents(value: unknown): number | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return undefined
  }
  const cents = Math.round(value * 100)
  return Math.abs(value * 100 - cents) < 1e-6 && cents >= 0 && cents <= 100_000_000 ? cents : undefined
}

/** A request as the assumed calls answer it. */
export const payload = (request: PaymentRequest) => ({
  RequestId: request.id,
  Status: request.said ?? STATUSES[request.status],
  Amount: dollars(request.cents),
  Fee: dollars(request.fee_cents),
  Tip: dollars(request.tip_cents),
  TotalAmount: dollars(request.cents + request.fee_cents + request.tip_cents),
  RefundedAmount: dollars(refundedCents(request)),
  Refunds: request.refunds.map(({ id, cents, status }) => ({ RefundId: id, Amount: dollars(cents), Status: status })),
  PaidOut: request.paid_out,
  Reference: request.reference,
  ExpiresAt: request.expires_at,
})
