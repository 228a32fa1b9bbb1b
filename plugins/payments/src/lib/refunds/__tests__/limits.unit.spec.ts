import { checkLimits, isLiftable } from "../approval"
import { RefundOptionsSchema, refundsWithDefaults } from "../options"
import { mayBecome, REFUND_STATES } from "../states"

const check = (options: object, extra: object) =>
  checkLimits(
    {
      extra: {
        amount_cents: 500,
        currency_code: "usd",
        actor: { type: "user", id: "user_1" },
        given_back_cents: 0,
        ...extra,
      },
    } as never,
    RefundOptionsSchema.parse(options)
  ) as { outcome: string; reasons?: any[] }

describe("limits of refunds", () => {
  it("are off by default", () => {
    expect(check({}, { amount_cents: 99_999_999 }).outcome).toBe("allow")
  })

  it("stop above, not at, the limit of their currency, and a second person may lift them", () => {
    const options = { approvalAbove: { usd: 500 } }
    expect(check(options, { amount_cents: 500 }).outcome).toBe("allow")
    expect(check(options, { amount_cents: 501, currency_code: "cad" }).outcome).toBe("allow")
    const { outcome, reasons } = check(options, { amount_cents: 501 })
    expect(outcome).toBe("block")
    expect(reasons!.every(isLiftable)).toBe(true)
  })

  it("count what the person gave back in a day", () => {
    const options = { dailyLimit: { usd: 1000 } }
    expect(check(options, { given_back_cents: 500 }).outcome).toBe("allow")
    expect(check(options, { given_back_cents: 501 }).reasons).toMatchObject([
      { code: "payments.refund_above_daily_limit" },
    ])
  })

  it("can be others for one person", () => {
    const options = { approvalAbove: { usd: 1000 }, people: { user_1: { approvalAbove: { usd: 0 } } } }
    expect(check(options, { amount_cents: 1 }).outcome).toBe("block")
    expect(check(options, { amount_cents: 999, actor: { type: "user", id: "user_2" } }).outcome).toBe("allow")
  })

  it("are read from the environment, and what cannot be read is refused", () => {
    const env = { PAYMENTS_REFUND_APPROVAL_ABOVE: "usd=20000, CAD=30000" }
    expect(RefundOptionsSchema.parse(refundsWithDefaults({}, env))).toMatchObject({
      approvalAbove: { usd: 20000, cad: 30000 },
      dailyLimit: {},
    })
    for (const wrong of ["200", "usd=", "usd=1.5", "usd=-1", "dollar=1"]) {
      const given = refundsWithDefaults({}, { PAYMENTS_REFUND_DAILY_LIMIT: wrong })
      expect(RefundOptionsSchema.safeParse(given).success).toBe(false)
    }
  })
})

describe("states of a refund", () => {
  it("end: nothing follows what succeeded, failed or was declined", () => {
    for (const over of ["succeeded", "failed", "declined"] as const) {
      expect(REFUND_STATES.filter((next) => mayBecome(over, next))).toEqual([])
    }
  })

  it("never go from being sent back to being approved", () => {
    expect(mayBecome("sent", "approved")).toBe(false)
    expect(mayBecome("unknown", "requested")).toBe(false)
  })
})
