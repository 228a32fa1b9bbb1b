import { circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleAll, retry, wrap } from "cockatiel"
import type { IPolicy } from "cockatiel"

type Policies = { read: IPolicy; write: IPolicy }

const policies = new Map<string, Policies>()

/**
 * One breaker a service, shared by reads and writes: after five failures in a row it answers at once for 10 s, so that
 * a provider that is down does not hold up checkouts. Only reads are repeated, three times with jitter.
 */
export function policyFor(service: string): Policies {
  let known = policies.get(service)
  if (!known) {
    const breaker = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) })
    const repeat = retry(handleAll, {
      maxAttempts: 2,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2_000 }),
    })
    known = { read: wrap(repeat, breaker), write: breaker }
    policies.set(service, known)
  }
  return known
}
