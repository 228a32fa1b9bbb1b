describe("a quiet machine", () => {
  let idleShare: (before: object, after: object) => number

  beforeAll(async () => {
    ;({ idleShare } = await import("../machine.mjs" as string))
  })

  it("is told by the share of processor time that nobody used", () => {
    expect(idleShare({ idle: 1_000, all: 2_000 }, { idle: 1_900, all: 3_000 })).toBeCloseTo(0.9)
    expect(idleShare({ idle: 5, all: 10 }, { idle: 5, all: 10 })).toBe(1)
  })
})
