import { Gauge, Registry } from "prom-client"
import { rateOf, sumOf, type ReasonRow, type SuccessRow } from "./success-rate"
import { GATEWAYS } from "./words"

/** Codes come from outside; a monitor keeps a series for each label for ever. */
const CODE = /^[\w.-]{1,32}$/
const OTHER = "other"

/** What the ledger says of a period, as Prometheus reads it. A service that nobody paid with has zeros and no ratio. */
export async function successMetrics(rows: SuccessRow[], reasons: ReasonRow[]): Promise<string> {
  const registry = new Registry()
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `rise_via_payment_${name}`, help, labelNames, registers: [registry] })
  const attempts = gauge("attempts", "Payment sessions that a service was asked about, last 24 hours", "provider")
  const successes = gauge("successes", "Of these: paid or held", "provider")
  const declines = gauge("declines", "Of these: the bank or the service's risk engine said no", "provider")
  const failures = gauge(
    "failures",
    "Of these: the service, the network or the shop did not manage",
    "provider",
    "reason"
  )
  const open = gauge("open", "Of these: nobody knows yet, or it is on its way", "provider")
  const ratio = gauge("success_ratio", "Successes of all that are over and were not declined, 0 to 1", "provider")

  for (const provider of GATEWAYS) {
    const rate = rateOf(sumOf(rows.filter((row) => row.provider === provider)))
    attempts.set({ provider }, rate.attempts)
    successes.set({ provider }, rate.succeeded)
    declines.set({ provider }, rate.declined)
    open.set({ provider }, rate.open)
    if (rate.payable_success_rate !== null) {
      ratio.set({ provider }, rate.payable_success_rate)
    }
    const own = reasons.filter((reason) => reason.provider === provider && reason.outcome === "failed")
    const listed = own.reduce((sum, { count }) => sum + count, 0)
    failures.set({ provider, reason: OTHER }, Math.max(0, rate.failed - listed))
    for (const { code, count } of own) {
      failures.inc({ provider, reason: code && CODE.test(code) ? code : OTHER }, count)
    }
  }
  return await registry.metrics()
}
