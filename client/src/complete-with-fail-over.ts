import type { RiseViaError } from "./errors.js"
import type { Answer } from "./routes.js"

type FailOver = Answer<"post", "/store/carts/{id}/payments/fail-over">
/** Medusa's answer to a completion: an order, or the cart and why not. */
type Completion<Order> =
  | { type: "order"; order: Order }
  | { type: "cart"; error?: { message?: string; name?: string; type?: string } | null; [field: string]: unknown }

export type FailOverOptions = {
  /** Completions and switches together; default 8. */
  attempts?: number
  /** Told before a cart is paid in another way; answer `false` to leave it (the shopper wants to choose). */
  onSwitch?: (provider: NonNullable<FailOver["provider"]>) => boolean | void | Promise<boolean | void>
  /** How to wait; for tests. */
  pause?: (seconds: number) => Promise<void>
}

type Steps<Order> = {
  complete: () => Promise<Completion<Order>>
  failOver: () => Promise<FailOver>
}

const sleep = (seconds: number) => new Promise<void>((done) => setTimeout(done, seconds * 1000))

/** What repeating cannot change: the shopper must put it right first. Everything else may be the provider's or the network's. */
const isFinal = (error: Partial<RiseViaError>) =>
  error.code === "gate_blocked" || (!!error.reasons?.length && error.status === 400) || error.status === 404

/**
 * Completes a cart; when its payment fails, asks the store for the next way to pay and completes again. The store
 * switches only when nothing can have been charged, so this never pays twice. Throws the last error when no way is left.
 */
export async function completeWithFailOver<Order>(
  { complete, failOver }: Steps<Order>,
  { attempts = 8, onSwitch, pause = sleep }: FailOverOptions = {}
): Promise<{ type: "order"; order: Order }> {
  let trouble: unknown = new Error("The cart could not be completed")
  for (let n = 0; n < attempts; n++) {
    try {
      const answer = await complete()
      if (answer.type === "order") {
        return answer as { type: "order"; order: Order }
      }
      trouble = new Error(answer.error?.message ?? "The payment failed")
    } catch (error) {
      if (isFinal(error as Partial<RiseViaError>)) {
        throw error
      }
      trouble = error
    }
    const next = await settled(failOver, pause)
    if (next.outcome === "none") {
      throw trouble
    }
    if (next.outcome === "switched" && next.provider && (await onSwitch?.(next.provider)) === false) {
      throw trouble
    }
  }
  throw trouble
}

const MOST_WAITS = 12

/** Asks until the store knows; a network that fails meanwhile is asked again. */
async function settled(failOver: () => Promise<FailOver>, pause: (seconds: number) => Promise<void>) {
  for (let n = 0; ; n++) {
    try {
      const answer = await failOver()
      if (answer.outcome !== "wait" || n >= MOST_WAITS) {
        return answer.outcome === "wait" ? { ...answer, outcome: "none" as const } : answer
      }
      await pause(answer.retry_after_seconds ?? 5)
    } catch (error) {
      if (n >= MOST_WAITS || isFinal(error as Partial<RiseViaError>)) {
        throw error
      }
      await pause(1)
    }
  }
}
