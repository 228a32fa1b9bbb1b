import fc from "fast-check"
import { decide } from "../decide"
import { DEFAULT_RULES } from "../default-rules"
import { RISK_FEATURE_NAMES, unknownFeatures, type RiskFeatures } from "../features"
import { RiskRulesSchema, scoreOf, takesValue, type RiskRule } from "../rules"
import { RISK_DECISIONS, RULE_OPERATORS } from "../words"

const features = (known: Partial<RiskFeatures> = {}): RiskFeatures => ({ ...unknownFeatures(), ...known })

const rule = (values: Partial<RiskRule> = {}): RiskRule => ({
  code: "large",
  feature: "amount_cents",
  operator: "gte",
  value: 10_000,
  points: 40,
  reason: "A large amount",
  ...values,
})

const rules = (...list: RiskRule[]) => ({ review_at: 50, block_at: 100, rules: list })

const anyRule = fc
  .record({
    feature: fc.constantFrom(...RISK_FEATURE_NAMES),
    operator: fc.constantFrom(...RULE_OPERATORS),
    number: fc.integer({ min: -100, max: 100_000 }),
    points: fc.integer({ min: -200, max: 200 }),
    code: fc.integer({ min: 0, max: 10_000 }).map((n) => `rule_${n}`),
  })
  .map(({ number, ...given }) => rule({ ...given, value: takesValue(given.operator) ? number : null }))
const anyRules = fc.uniqueArray(anyRule, { selector: ({ code }) => code, minLength: 1, maxLength: 20 })
const anyFeatures = fc
  .array(fc.option(fc.integer({ min: 0, max: 100_000 })), {
    minLength: RISK_FEATURE_NAMES.length,
    maxLength: RISK_FEATURE_NAMES.length,
  })
  .map((values) => Object.fromEntries(RISK_FEATURE_NAMES.map((name, n) => [name, values[n]])) as RiskFeatures)

const MODEL = {
  parameters: { features: ["amount_cents" as const], means: [0], deviations: [1], weights: [1], bias: 0 },
  threshold: 0.6,
  points: 500,
}

describe("rules", () => {
  it.each([
    ["gt", 10_001, 10_000],
    ["gte", 10_000, 9_999],
    ["lt", 9_999, 10_000],
    ["lte", 10_000, 10_001],
    ["eq", 10_000, 9_999],
    ["ne", 9_999, 10_000],
  ] as const)("%s holds for %d and not for %d", (operator, holds, fails) => {
    const at = (amount_cents: number) => scoreOf(features({ amount_cents }), rules(rule({ operator }))).score
    expect([at(holds), at(fails)]).toEqual([40, 0])
  })

  it("take what is not known for neither small nor large, unless they ask whether it is known", () => {
    for (const operator of RULE_OPERATORS) {
      const value = takesValue(operator) ? 0 : null
      const { score } = scoreOf(features(), rules(rule({ operator, value })))
      expect([operator, score]).toEqual([operator, operator === "missing" ? 40 : 0])
    }
    expect(scoreOf(features({ amount_cents: 0 }), rules(rule({ operator: "known", value: null }))).score).toBe(40)
  })

  it("say which of them held, for staff", () => {
    const verdict = decide(
      features({ amount_cents: 20_000, customer_returns_365d: 1 }),
      rules(rule(), rule({ code: "returned", feature: "customer_returns_365d", value: 1, points: 70 }))
    )
    expect(verdict).toMatchObject({ score: 110, decision: "block", model_probability: null })
    expect(verdict.reasons.map(({ code }) => code)).toEqual(["large", "returned"])
  })

  it("that speak against the shopper never soften a decision, whatever else is known", () => {
    fc.assert(
      fc.property(anyFeatures, anyRules, anyRule, (known, list, added) => {
        const one = decide(known, rules(...list))
        const more = decide(known, rules(...list, { ...added, code: "added", points: Math.abs(added.points) }))
        expect(more.score).toBeGreaterThanOrEqual(one.score)
        expect(RISK_DECISIONS.indexOf(more.decision)).toBeGreaterThanOrEqual(RISK_DECISIONS.indexOf(one.decision))
      })
    )
  })

  it("come to the sum of the points of their reasons, never below 0, in any order", () => {
    fc.assert(
      fc.property(anyFeatures, anyRules, (known, list) => {
        const { score, reasons } = scoreOf(known, rules(...list))
        expect(score).toBe(
          Math.max(
            0,
            reasons.reduce((sum, { points }) => sum + points, 0)
          )
        )
        expect(scoreOf(known, rules(...[...list].reverse())).score).toBe(score)
      })
    )
  })

  it("decide alone whom to turn away: a model moves allow to review at most", () => {
    fc.assert(
      fc.property(anyFeatures, anyRules, (known, list) => {
        const alone = decide(known, rules(...list)).decision
        const withModel = decide(known, rules(...list), MODEL)
        const expected = withModel.model_probability! >= 0.6 && alone !== "block" ? "review" : alone
        expect(withModel.decision).toBe(expected)
      })
    )
  })
})

describe("a set of rules", () => {
  const problems = (values: object) => {
    const parsed = RiskRulesSchema.safeParse(values)
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))
  }

  it("is valid as it is built in", () => {
    expect(problems(DEFAULT_RULES)).toEqual([])
  })

  it.each([
    ["a feature that nobody computes", rules(rule({ feature: "shoe_size" as never })), "rules.0.feature"],
    ["an operator without its value", rules(rule({ value: null })), "rules.0.value"],
    ["a value that its operator does not take", rules(rule({ operator: "missing" })), "rules.0.value"],
    ["half a point", rules(rule({ points: 0.5 })), "rules.0.points"],
    ["infinity", rules(rule({ value: Infinity })), "rules.0.value"],
    ["two rules of one code", rules(rule(), rule()), "rules"],
    ["no rule", rules(), "rules"],
    ["thresholds the wrong way round", { ...rules(rule()), review_at: 100, block_at: 50 }, "block_at"],
    ["a field that is not known", { ...rules(rule()), if: "x" }, ""],
  ])("refuses %s", (_, values, path) => {
    expect(problems(values)).toEqual([path])
  })

  it("that is built in turns away no honest first order, and lets staff look where money was lost before", () => {
    const first = { account_age_days: 0, customer_attempts_1h: 0, ip_attempts_1h: 200, amount_cents: 60_000 }
    expect(decide(features({ ...first, is_device_missing: 1 }), DEFAULT_RULES).decision).toBe("allow")
    expect(decide(features({ customer_returns_365d: 1 }), DEFAULT_RULES).decision).toBe("review")
    expect(decide(features({ customer_returns_365d: 2 }), DEFAULT_RULES).decision).toBe("block")
    expect(decide(features({ bank_bad_365d: 1 }), DEFAULT_RULES).decision).toBe("review")
  })
})
