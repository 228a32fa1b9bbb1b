import { createHmac } from "node:crypto"
import { z } from "@medusajs/framework/zod"
import { parseOptions as parse } from "@rise-via/core"
import { present } from "../gateways/gateway"

export const RiskOptionsSchema = z.strictObject({
  /**
   * `enforce` decides · `observe` scores and notes what it would have decided, and lets everything through · `off`
   *
   * @default `PAYMENTS_RISK_MODE`, else `enforce`
   */
  mode: z.enum(["enforce", "observe", "off"]).default("enforce"),
  /** What happens to a sale when scoring itself fails: fail open, closed, or let staff look. */
  onFailure: z.enum(["allow", "review", "block"]).default("review"),
  /**
   * Key of the hashes that stand for network addresses, devices and bank accounts. A new one forgets all of them.
   *
   * @default `PAYMENTS_RISK_KEY`, else made from `JWT_SECRET`
   */
  hashKey: z.string().min(16, { error: "must have 16 characters or more: set PAYMENTS_RISK_KEY" }).optional(),
  /**
   * Proxies of yours before the store that add to `X-Forwarded-For`; 0 takes the address that called.
   *
   * @default `PAYMENTS_RISK_PROXIES`, else 0
   */
  proxies: z.number().int().min(0).max(10).default(0),
  /** Days after which the hashes of an attempt are blanked. Score, features and outcome stay. */
  retentionDays: z.number().int().min(30).max(3650).default(400),
  /** Points that an active learned model adds to a sale it points at. */
  modelPoints: z.number().int().min(0).max(1000).default(30),
  /** Known outcomes that a learned model needs; below, there is none and rules decide alone. */
  modelMinLabels: z.number().int().min(50).max(1_000_000).default(500),
  /** Bad ones among them. */
  modelMinBad: z.number().int().min(10).max(100_000).default(50),
  /** Newest known outcomes that a model learns from; bounds what training costs. */
  modelMaxRows: z.number().int().min(100).max(100_000).default(20_000),
  /** Days after which a sale that nobody complained about counts as good. Banks take payments back for 60. */
  matureDays: z.number().int().min(1).max(365).default(60),
})

export type RiskOptions = z.infer<typeof RiskOptionsSchema>
export type RiskOptionsInput = z.input<typeof RiskOptionsSchema>

/** A key of its own: what signs sessions does not also hash addresses. */
const keyFrom = (secret: string) => createHmac("sha256", secret).update("payments.risk").digest("hex")

/** Options that were given win over the environment. */
export const riskOptionsWithDefaults = (given: RiskOptionsInput, env: NodeJS.ProcessEnv): RiskOptionsInput => ({
  ...present({
    mode: env.PAYMENTS_RISK_MODE as RiskOptionsInput["mode"],
    hashKey: env.PAYMENTS_RISK_KEY || (env.JWT_SECRET ? keyFrom(env.JWT_SECRET) : undefined),
    proxies: env.PAYMENTS_RISK_PROXIES ? Number(env.PAYMENTS_RISK_PROXIES) : undefined,
  }),
  ...present(given),
})

export const parseRiskOptions = (options: Record<string, unknown> = {}): RiskOptions =>
  parse("@rise-via/payments", RiskOptionsSchema, options)

/** Core names variables that are missing; this names those that are there and wrong. */
export const riskRefusals = (env: NodeJS.ProcessEnv): string[] =>
  env.PAYMENTS_RISK_KEY && env.PAYMENTS_RISK_KEY.length < 32
    ? ["PAYMENTS_RISK_KEY is too weak: use at least 32 random characters"]
    : []
