import type { GatewayFailure, GatewayName } from "../../types"

/** What a storefront does next: try the same again · offer another provider · let the shopper link the bank again · wait. */
export type CustomerRetry = "same" | "other_provider" | "relink" | "later"

export type CustomerError = { code: string; message: string; retry: CustomerRetry }

const say = (message: string, retry: CustomerRetry) => ({ message, retry })

/** By why a call failed, for codes that nobody has written a sentence for. */
const BY_FAILURE: Record<GatewayFailure, Omit<CustomerError, "code">> = {
  declined: say("Your bank did not agree to this payment. Choose another way to pay.", "other_provider"),
  relink: say("Your bank wants to be linked again before it pays.", "relink"),
  input: say("Something you entered is not right. Please check it and try again.", "same"),
  blocked: say("This way to pay is not open to you. Choose another one.", "other_provider"),
  state: say("This payment has gone on already. Please look at your cart again.", "same"),
  auth: say("This way to pay is out of order. Choose another one.", "other_provider"),
  config: say("This way to pay is out of order. Choose another one.", "other_provider"),
  transient: say(
    "This way to pay does not answer right now. Nothing was charged; choose another one.",
    "other_provider"
  ),
  unknown: say("We are checking whether your payment went through. Please do not pay again.", "later"),
  unsupported: say("This cannot be paid in this way. Choose another one.", "other_provider"),
}

/** Why a provider is not offered, or with what reservation. */
const BY_AVAILABILITY = {
  out_of_order: say("This way to pay does not answer right now.", "later"),
  unreliable: say("This way to pay often fails right now.", "other_provider"),
  disabled: say("This way to pay is switched off.", "other_provider"),
  needs_customer: say("Sign in to pay in this way.", "same"),
  needs_wallet: say("Link your bank first.", "relink"),
} as const

export type AvailabilityCode = keyof typeof BY_AVAILABILITY

const byCode = new Map<string, Omit<CustomerError, "code">>()

/**
 * Sentences for a service's own codes, e.g. `registerCustomerErrors("aeropay", { AP302: { message, retry } })`. Register
 * them in a file below `workflows/hooks`.
 */
export function registerCustomerErrors(gateway: GatewayName, errors: Record<string, Omit<CustomerError, "code">>) {
  for (const [code, error] of Object.entries(errors)) {
    byCode.set(`${gateway}.${code}`, error)
  }
}

/** What a shopper is told of a failed payment. `code` is the service's own. */
export function customerError(kind: GatewayFailure, code?: string | null, gateway?: GatewayName): CustomerError {
  const known = gateway && code ? byCode.get(`${gateway}.${code}`) : undefined
  return known ? { code: `payments.${gateway}.${code}`, ...known } : { code: `payments.${kind}`, ...BY_FAILURE[kind] }
}

export const availabilityError = (code: AvailabilityCode | (string & {})): CustomerError => ({
  code: `payments.${code}`,
  ...(BY_AVAILABILITY[code as AvailabilityCode] ?? byCode.get(code) ?? BY_AVAILABILITY.out_of_order),
})

/** Every code with its sentence, for storefronts and documents. Of one service: its own and the general ones. */
export function listCustomerErrors(gateways?: GatewayName[]): CustomerError[] {
  const own = [...byCode].filter(([code]) => !gateways || gateways.some((gateway) => code.startsWith(`${gateway}.`)))
  return [...Object.entries(BY_FAILURE), ...Object.entries(BY_AVAILABILITY), ...own].map(([code, error]) => ({
    code: `payments.${code}`,
    ...error,
  }))
}
