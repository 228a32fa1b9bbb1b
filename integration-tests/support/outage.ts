import { complete, readyVictim, type Victim } from "./checkout-faults"
import type { FaultServer, Pair } from "./faults"
import { atRegister, payAtRegister } from "./register"
import type { UnreliableRedis } from "./redis"
import { isFull } from "./settings"
import { until } from "./until"

export type Outage = { stops: boolean; flushes: boolean }

/** A sale in the middle of which Redis went away. */
export type StruckSale = Victim & { answers: { status: number; body: any }[] }

const FULL_OUTAGE_MS = 10_000
/** Each process has about ten connections; by then every one of them has been cut and refused more than once. */
const NOTICED = 60

/** Redis goes away, or its data, or both. */
export async function beginOutage(redis: UnreliableRedis, { stops, flushes }: Outage): Promise<void> {
  if (stops) {
    await redis.stop()
  }
  if (flushes) {
    await redis.flush()
  }
}

/** Redis comes back when all have noticed that it was away; in the full sample ten seconds later. */
export async function endOutage(redis: UnreliableRedis, { stops }: Outage): Promise<void> {
  if (stops) {
    await until("every process to notice that Redis is away", () => redis.refusals() > NOTICED, 60_000)
    await new Promise((over) => setTimeout(over, isFull() ? FULL_OUTAGE_MS : 0))
    await redis.start()
  }
}

/**
 * Redis goes away, with or without its data, in the middle of sales: while carts are being completed (one at each of
 * `moments`, and a second try of the same shopper), while events wait for the worker, and while the register calls back.
 */
export async function strikeRedis(
  { server, worker }: Pair,
  redis: UnreliableRedis,
  outage: Outage,
  { moments, variants }: { moments: string[]; variants: string[] }
) {
  const buyer = await server.shopper()
  await server.confirmAge(buyer)
  const sold = await Promise.all([0, 1].map(() => server.cart({ shopper: buyer, complete: true })))
  await Promise.all(sold.map(({ order }) => atRegister(server, order.id)))
  const victims: Victim[] = []
  for (const [index, at] of moments.entries()) {
    victims.push(await readyVictim(server, at, variants[index % variants.length]))
  }

  worker.pause()
  const held = await holdCompletions(server, victims)
  // Their events wait in Redis for the worker: an order, a message to the register, a letter, a callback.
  const waiting = await server.cart({ shopper: buyer, complete: true })
  const approved = await server.shopper()
  await server.confirmAge(approved)
  await payAtRegister(server, sold[0].order.id)

  await beginOutage(redis, outage)
  await payAtRegister(server, sold[1].order.id)
  const second = victims.map((victim) => answerOf(complete(server, victim)))
  await server.release()
  worker.wake()
  await endOutage(redis, outage)

  const sales: StruckSale[] = await Promise.all(
    victims.map(async (victim, index) => ({ ...victim, answers: [await held[index], await second[index]] }))
  )
  return { buyer, approved, sold, waiting, sales }
}

const answerOf = (call: ReturnType<typeof complete>) => call.then(({ status, body }) => ({ status, body }))

async function holdCompletions(server: FaultServer, victims: Victim[]) {
  const held: ReturnType<typeof answerOf>[] = []
  for (const victim of victims) {
    const point = { at: victim.at, action: "hold" as const, match: victim.cartId }
    await server.arm(point)
    held.push(answerOf(complete(server, victim)))
    await until(`the completion to stand at ${victim.at}`, () => server.isFrozenAt(point))
  }
  return held
}

/**
 * What core waits minutes for, because it may still come by itself, is due now: the clock is moved, which server and
 * worker follow, and the job of every minute counts as missed. In the full sample all of it is waited for.
 */
export async function hasten(server: FaultServer): Promise<void> {
  if (isFull()) {
    return
  }
  await server.sandbox.call("POST", "/__sim/clock", { advance_seconds: 180 })
  await server.db().query("UPDATE core_lease SET until = now() WHERE name = 'core.minute-job'")
}
