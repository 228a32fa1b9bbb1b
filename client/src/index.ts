import type Medusa from "@medusajs/js-sdk"
import { aeropayOf } from "./aeropay.js"
import { callerOf, send } from "./call.js"
import { completeWithFailOver, type FailOverOptions } from "./complete-with-fail-over.js"
import type { Body } from "./routes.js"

export { RiseViaError, type Reason } from "./errors.js"
export type { Answer, Body } from "./routes.js"
export { completeWithFailOver, type FailOverOptions } from "./complete-with-fail-over.js"
export type { components, paths } from "./schema.js"

type Headers = Record<string, string>
type CompleteAnswer = Awaited<ReturnType<Medusa["store"]["cart"]["complete"]>>

/**
 * Rise-Via's store routes, called through a Medusa SDK: with its address, its publishable key and whoever is signed in
 * there. Every function throws a `RiseViaError` (an SDK `FetchError` with `code` and `reasons`) when the store refuses.
 *
 * @example
 * const sdk = new Medusa({ baseUrl, publishableKey })
 * const shop = riseVia(sdk)
 * const { checks } = await shop.carts.checks(cart.id)
 */
export function riseVia(sdk: Medusa) {
  const call = callerOf(sdk)
  const complete = async (id: string, headers?: Headers): Promise<CompleteAnswer> =>
    await send(sdk, "post", "/store/carts/{id}/complete", { params: { id }, body: {}, headers })
  return {
    ageVerification: {
      /** The signed-in customer's own verification, `null` when there is none, and the minimum age in years. */
      retrieve: (headers?: Headers) => call("get", "/store/customers/me/age-verification", { headers }),
      /**
       * States a birth date (`YYYY-MM-DD`), which staff review. What is pending or approved already comes back as it is.
       * Throws with code `age-verification.underage` below the minimum age.
       */
      request: (body: Body<"post", "/store/customers/me/age-verification">, headers?: Headers) =>
        call("post", "/store/customers/me/age-verification", { body, headers }),
    },
    carts: {
      /** Every reason why the cart could not be completed now, or would be with a warning; nothing is changed. */
      checks: (id: string, headers?: Headers) => call("get", "/store/carts/{id}/checks", { params: { id }, headers }),
      /** Medusa's own completion. Unlike the SDK's, its error says every reason of the gates. */
      complete,
    },
    payments: {
      /** The ways to pay a cart, those first that work right now, and the sentence of every code. */
      providers: (cart_id: string, headers?: Headers) =>
        call("get", "/store/payments/providers", { query: { cart_id }, headers }),
      /**
       * Gives a cart whose payment failed another way to pay: the next that works, or the one in `body`. Says what to do
       * next (`outcome`); while anything may have been charged nothing is switched.
       */
      failOver: (id: string, body: Body<"post", "/store/carts/{id}/payments/fail-over">, headers?: Headers) =>
        call("post", "/store/carts/{id}/payments/fail-over", { params: { id }, body, headers }),
      /** Completes a cart and falls over to the next way to pay as often as it takes. Never pays twice. */
      completeWithFailOver: (id: string, options?: FailOverOptions, headers?: Headers) =>
        completeWithFailOver(
          {
            complete: () => complete(id, headers) as never,
            failOver: () => call("post", "/store/carts/{id}/payments/fail-over", { params: { id }, body: {}, headers }),
          },
          options
        ) as Promise<Extract<CompleteAnswer, { type: "order" }>>,
    },
    hypur: {
      /** Whether a phone has a profile and a bank at Hypur; without one the shopper signs up at `sign_up_url`. */
      verify: (body: Body<"post", "/store/hypur/verify">, headers?: Headers) =>
        call("post", "/store/hypur/verify", { body, headers }),
      /** What Hypur's SDK needs for a payment session, and where the payment stands as far as the store knows. */
      payment: (id: string, headers?: Headers) =>
        call("get", "/store/hypur/payment-sessions/{id}", { params: { id }, headers }),
      /** Has the store ask Hypur whether the shopper approved. Call it when the SDK is done, then complete the cart. */
      refresh: (id: string, headers?: Headers) =>
        call("post", "/store/hypur/payment-sessions/{id}/refresh", { params: { id }, body: {}, headers }),
    },
    aeropay: aeropayOf(call),
  }
}
