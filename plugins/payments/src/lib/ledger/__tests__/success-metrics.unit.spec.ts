import { successMetrics } from "../success-metrics"

const row = { provider: "aeropay" as const, at: "2026-03-08T00:00:00Z" }

describe("the metrics of payments", () => {
  it("count by service and reason, and keep odd or endless codes under one label", async () => {
    const text = await successMetrics(
      [
        { ...row, attempts: 10, succeeded: 4, declined: 1, failed: 4, open: 1 },
        { ...row, at: "2026-03-09T00:00:00Z", attempts: 2, succeeded: 2, declined: 0, failed: 0, open: 0 },
      ],
      [
        { provider: "aeropay", outcome: "failed", code: "503", count: 2 },
        { provider: "aeropay", outcome: "failed", code: 'x"\n{}', count: 1 },
        { provider: "aeropay", outcome: "declined", code: "AP302", count: 1 },
      ]
    )
    const lines = text.split("\n")
    expect(lines).toEqual(
      expect.arrayContaining([
        "# TYPE rise_via_payment_attempts gauge",
        'rise_via_payment_attempts{provider="aeropay"} 12',
        'rise_via_payment_successes{provider="aeropay"} 6',
        'rise_via_payment_declines{provider="aeropay"} 1',
        'rise_via_payment_open{provider="aeropay"} 1',
        'rise_via_payment_failures{provider="aeropay",reason="503"} 2',
        'rise_via_payment_failures{provider="aeropay",reason="other"} 2',
        'rise_via_payment_success_ratio{provider="aeropay"} 0.6',
        'rise_via_payment_attempts{provider="hypur"} 0',
      ])
    )
    expect(text).not.toMatch(/AP302|success_ratio\{provider="hypur"/)
  })
})
