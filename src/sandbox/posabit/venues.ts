import type { Request } from "express"

export type PosabitTokens = { integrator: string; venue: string }

/** What the first venue accepts unless the sandbox is started with others. Worthless anywhere else. */
export const DEFAULT_TOKENS: PosabitTokens = { integrator: "sandbox-integrator-token", venue: "sandbox-venue-token" }

export type Venue = { id: number; name: string; token: string; online_orders: boolean }

/** One venue for the shop, one whose orders the shop must not see, one without the right to online orders (403). */
export const venuesOf = (token: string): Venue[] => [
  { id: 1, name: "Rise-Via Sandbox Shop", token, online_orders: true },
  { id: 2, name: "Another Sandbox Shop", token: "sandbox-venue-2", online_orders: true },
  { id: 3, name: "Sandbox Shop without online orders", token: "sandbox-venue-no-orders", online_orders: false },
]

/** `venue` is undefined when only the integrator was named. */
export type Credentials = { venue: Venue | undefined }

/**
 * `Authorization: Basic base64(integrator:venue)`; the venue part may be empty. A bearer venue token is taken too, because
 * one page of the documentation still shows it. Undefined means 401.
 */
export function credentialsOf(req: Request, integrator: string, venues: Venue[]): Credentials | undefined {
  const [scheme = "", value = ""] = (req.get("authorization") ?? "").split(" ")
  if (scheme.toLowerCase() === "bearer") {
    const venue = venues.find(({ token }) => token === value)
    return venue && { venue }
  }
  if (scheme.toLowerCase() !== "basic") {
    return undefined
  }
  const [first, ...rest] = Buffer.from(value, "base64").toString("utf8").split(":")
  const token = rest.join(":")
  const venue = venues.find((candidate) => candidate.token === token)
  return first === integrator && (venue || !token) ? { venue } : undefined
}
