import { circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleAll, retry, wrap } from "cockatiel"
import type { IPolicy } from "cockatiel"

type Policies = { read: IPolicy; write: IPolicy; openedAt?: number }

const HALF_OPEN_AFTER_MS = 10_000

const policies = new Map<string, Policies>()

/**
 * One breaker a service, shared by reads and writes: after five failures in a row it answers at once for 10 s, so that
 * a provider that is down does not hold up checkouts. Only reads are repeated, three times with jitter.
 */
export function policyFor(service: string): Policies {
  let known = policies.get(service)
  if (!known) {
    const breaker = circuitBreaker(handleAll, { halfOpenAfter: HALF_OPEN_AFTER_MS, breaker: new ConsecutiveBreaker(5) })
    const repeat = retry(handleAll, {
      maxAttempts: 2,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2_000 }),
    })
    const made: Policies = { read: wrap(repeat, breaker), write: breaker }
    breaker.onBreak(() => (made.openedAt = Date.now()))
    breaker.onReset(() => (made.openedAt = undefined))
    policies.set(service, made)
    known = made
  }
  return known
}

/**
 * Whether calls to a service are answered at once with a failure, because it was down a moment ago. Not any more when
 * the next call would be let through: whoever waits for this to end would otherwise keep it from ending.
 */
export function isServiceDown(service: string): boolean {
  const openedAt = policies.get(service)?.openedAt
  return openedAt !== undefined && Date.now() - openedAt < HALF_OPEN_AFTER_MS
}

/** Forgets what the breakers have counted: whoever knows that the services are well again need not wait. */
export function closeBreakers() {
  policies.clear()
}
