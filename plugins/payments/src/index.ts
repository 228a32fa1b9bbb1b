import "./lib/requires-core"
import { optionProblems, type RiseViaPlugin } from "@rise-via/core"
import { env as variables } from "../env"
import { hypur } from "./lib/gateways/hypur"
import type { AeropayOptionsInput } from "./lib/aeropay/options"
import { aeropay } from "./lib/gateways/aeropay"
import { posabit } from "./lib/gateways/posabit"
import type { HypurOptionsInput } from "./lib/hypur/options"
import { PAYMENTS_LEDGER_MODULE } from "./lib/ledger/module-name"
import { PAYMENTS_RISK_MODULE } from "./lib/module-names"
import { PaymentsOptionsSchema, type PosabitOptionsInput } from "./lib/options"
import { reconciliationDefaults, type ReconciliationOptionsInput } from "./lib/reconciliation/options"
import { riskOptionsWithDefaults, riskRefusals, type RiskOptionsInput } from "./lib/risk/options"
import { refundsWithDefaults, type RefundOptionsInput } from "./lib/refunds/options"

export type { HypurOptions, HypurOptionsInput } from "./lib/hypur/options"
export type { AeropayOptions, AeropayOptionsInput } from "./lib/aeropay/options"
export type { PosabitOptions, PosabitOptionsInput } from "./lib/options"

export type PaymentsPluginOptions = {
  /** POSaBIT, Venue API V3: orders are pushed to the register, money is taken in the shop or at the door. */
  posabit?: PosabitOptionsInput
  /** When and over how many days services' reports are compared with the ledger and the orders. */
  reconciliation?: ReconciliationOptionsInput
  /** Hypur, now POSaBIT Pay: bank payments approved in the shopper's browser. Off in live until it is configured. */
  hypur?: HypurOptionsInput
  /** The score before authorisation: what it does with a sale, and what the learned model needs. */
  risk?: RiskOptionsInput
  /** Limits above which giving money back needs a second person. */
  refunds?: RefundOptionsInput
  /** Aeropay v2: the shopper pays from her bank account. In live only with its keys. */
  aeropay?: AeropayOptionsInput
}

/**
 * Payments of a cannabis shop. Adds the payment providers `pp_posabit_posabit`, `pp_aeropay_aeropay` and `pp_hypur_hypur`,
 * refunds with limits, a risk score, reconciliation, and the ledger. In demo every option has a default that leads to the
 * sandbox.
 *
 * @example
 * plugins: withRiseVia(defineConfig({ … }), [core(), payments({ posabit: { baseUrl: process.env.POSABIT_BASE_URL } })])
 */
export function payments(options: PaymentsPluginOptions = {}, env: NodeJS.ProcessEnv = process.env): RiseViaPlugin {
  const ofPosabit = posabit.withDefaults(options.posabit ?? {}, env)
  const ofAeropay = aeropay.withDefaults(options.aeropay ?? {}, env)
  const ofHypur = hypur.withDefaults(options.hypur ?? {}, env)
  const isAeropayOn = !!ofAeropay.apiKey
  const given = {
    ...options,
    posabit: ofPosabit,
    aeropay: isAeropayOn ? ofAeropay : undefined,
    hypur: ofHypur,
    refunds: refundsWithDefaults(options.refunds ?? {}, env),
    reconciliation: reconciliationDefaults(options.reconciliation ?? {}, env),
    risk: riskOptionsWithDefaults(options.risk ?? {}, env),
  }
  return {
    resolve: "@rise-via/payments",
    options: given,
    providers: {
      payment: [
        posabit.provider(ofPosabit),
        ...(isAeropayOn ? [aeropay.provider(ofAeropay)] : []),
        ...(ofHypur.enabled ? [hypur.provider(ofHypur)] : []),
      ],
    },
    dependencies: {
      payment: [PAYMENTS_LEDGER_MODULE, PAYMENTS_RISK_MODULE, ...posabit.modules, ...aeropay.modules, ...hypur.modules],
    },
    env: variables,
    problems: () => optionProblems("@rise-via/payments", PaymentsOptionsSchema, given),
    refuseLive: (live) => [
      ...(live.PAYMENTS_LIVE && live.PAYMENTS_LIVE !== "true"
        ? ["PAYMENTS_LIVE is not `true`: real payments are switched off"]
        : []),
      ...posabit.refuseLive(ofPosabit, live),
      ...(isAeropayOn ? aeropay.refuseLive(ofAeropay, live) : []),
      ...hypur.refuseLive(ofHypur, live),
      ...riskRefusals(live),
    ],
  }
}
