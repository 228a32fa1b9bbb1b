type Summary = { values: number[]; median: number; spread: number }
type Row = {
  key: string
  stock?: Summary
  ours?: Summary
  ratio?: Summary
  verdict?: string
}
type Statistics = {
  percentile: (values: number[], p: number) => number
  median: (values: number[]) => number
  spread: (values: number[]) => number
  ratio: (ours: number[], stock: number[]) => Summary | undefined
  verdict: (row: {
    limit?: number
    most?: number
    least?: number
    ratio?: { median: number }
    ours?: { median: number }
  }) => string | undefined
  toRows: (measurements: object[]) => Row[]
}

describe("what the bench makes of its measurements", () => {
  let statistics: Statistics

  beforeAll(async () => {
    statistics = (await import("../statistics.mjs" as string)) as Statistics
  })

  it("takes the middle value, whatever the order, and the mean of two in the middle", () => {
    expect(statistics.median([30, 10, 20])).toBe(20)
    expect(statistics.median([40, 10, 30, 20])).toBe(25)
    expect(() => statistics.median([])).toThrow()
  })

  it("answers a percentile that was measured, never one in between", () => {
    const values = Array.from({ length: 20 }, (_, index) => 20 - index)
    expect(statistics.percentile(values, 0.5)).toBe(10)
    expect(statistics.percentile(values, 0.95)).toBe(19)
    expect(statistics.percentile([7], 0.95)).toBe(7)
    expect(statistics.percentile([3, 1, 2], 0)).toBe(1)
    expect(() => statistics.percentile([], 0.5)).toThrow()
  })

  it("leaves the values it is given in their order", () => {
    const values = [3, 1, 2]
    statistics.median(values)
    statistics.percentile(values, 0.5)
    expect(values).toEqual([3, 1, 2])
  })

  it("tells the spread as a share of the median", () => {
    expect(statistics.spread([90, 100, 110])).toBeCloseTo(0.2)
    expect(statistics.spread([5])).toBe(0)
    expect(statistics.spread([0, 0])).toBe(0)
  })

  it("compares run with run, so that a slow machine cancels out", () => {
    // The machine was half as fast in the second run; each pair still says 1.1.
    const compared = statistics.ratio([110, 220, 110], [100, 200, 100])!
    expect(compared.median).toBeCloseTo(1.1)
    expect(compared.spread).toBeCloseTo(0)
  })

  it("gives no ratio without a pair", () => {
    expect(statistics.ratio([1, 2], [])).toBeUndefined()
    expect(statistics.ratio([1], [0])).toBeUndefined()
  })

  it("passes a ratio at its limit and fails one above it", () => {
    expect(statistics.verdict({ limit: 1.1, ratio: { median: 1.1 } })).toBe("PASS")
    expect(statistics.verdict({ limit: 1.1, ratio: { median: 1.1001 } })).toBe("FAIL")
    expect(statistics.verdict({ ratio: { median: 9 } })).toBeUndefined()
    expect(statistics.verdict({ limit: 1.1 })).toBeUndefined()
  })

  it("holds what only ours has against a bound of its own", () => {
    expect(statistics.verdict({ most: 5, ours: { median: 5 } })).toBe("PASS")
    expect(statistics.verdict({ most: 5, ours: { median: 5.1 } })).toBe("FAIL")
    expect(statistics.verdict({ least: 300, ours: { median: 300 } })).toBe("PASS")
    expect(statistics.verdict({ least: 300, ours: { median: 299 } })).toBe("FAIL")
    expect(statistics.verdict({ most: 5 })).toBeUndefined()
  })

  it("brings the runs of both systems together, in the order they were measured in", () => {
    const at = (system: string, run: number, key: string, value: number) => ({
      figure: "checkout",
      unit: "ms",
      system,
      run,
      key,
      value,
      ...(key === "complete p50" && { limit: 1.1 }),
    })
    const rows = statistics.toRows([
      at("stock", 0, "complete p50", 100),
      at("stock", 0, "checkouts/s", 2),
      at("ours", 0, "complete p50", 130),
      at("ours", 0, "only ours", 7),
      at("stock", 1, "complete p50", 200),
      at("ours", 1, "complete p50", 210),
      at("stock", 2, "complete p50", 100),
      at("ours", 2, "complete p50", 115),
    ])
    expect(rows.map(({ key }) => key)).toEqual(["complete p50", "checkouts/s", "only ours"])
    expect(rows[0].ratio!.values.map((value) => Number(value.toFixed(2)))).toEqual([1.3, 1.05, 1.15])
    expect(rows[0]).toMatchObject({
      stock: { values: [100, 200, 100], median: 100 },
      ours: { values: [130, 210, 115], median: 130 },
      verdict: "FAIL",
    })
    expect(rows[1]).toMatchObject({ ours: undefined, ratio: undefined, verdict: undefined })
    expect(rows[2]).toMatchObject({ stock: undefined, ours: { median: 7 } })
  })
})
