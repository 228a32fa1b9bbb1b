import { AsyncLocalStorage } from "node:async_hooks"
import { createHmac } from "node:crypto"
import { isIP } from "node:net"

/** What a request says about where it came from. Nothing of it is trusted alone: a client can send any device id. */
export type RequestSignals = {
  ip: string | null
  device_id: string | null
  /** The cart is being completed; not only looked at. */
  is_completion: boolean
}

/** Checkout gates run inside Medusa's workflow, which does not know the request that started it. */
const requests = new AsyncLocalStorage<RequestSignals>()

export const withSignals = <T>(signals: RequestSignals, work: () => T): T => requests.run(signals, work)

/** Nothing outside a request: a job or a webhook completed the cart. */
export const currentSignals = (): RequestSignals | undefined => requests.getStore()

const MAX_DEVICE_ID = 200

/** A storefront's own random id of the browser or app. */
export function deviceIdOf(value: unknown): string | null {
  const text = typeof value === "string" ? value.trim() : ""
  return text && text.length <= MAX_DEVICE_ID ? text : null
}

/**
 * The shopper's address. `proxies` of ours stand before the store, and each adds the address it was called from at the end
 * of `X-Forwarded-For`; what stands before those was written by the client.
 */
export function ipOf(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  proxies: number
): string | null {
  const hops = [...(forwardedFor ?? "").split(",").map((part) => part.trim()), socketAddress ?? ""].filter(Boolean)
  return networkOf(hops[Math.max(0, hops.length - 1 - proxies)] ?? "")
}

/** IPv4 as it is; of IPv6 the network, since one household has a great many addresses. */
function networkOf(address: string): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "")
  const version = isIP(plain)
  if (version !== 6) {
    return version === 4 ? plain : null
  }
  const [head, tail] = plain.toLowerCase().split("::")
  const groups = head ? head.split(":") : []
  const rest = tail ? tail.split(":") : []
  const full = tail === undefined ? groups : [...groups, ...Array(8 - groups.length - rest.length).fill("0"), ...rest]
  return `${full
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`
}

/** Kept instead of the value: it can be compared, and without the key nobody can find the value by trying all. */
export const signalHash = (key: string, kind: "ip" | "device" | "bank", value: string | null | undefined) =>
  value ? createHmac("sha256", key).update(`${kind}:${value}`).digest("hex") : null
