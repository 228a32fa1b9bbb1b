type Compared = { what: string; known: number; measured: number; differs: boolean }

const row = (figure: string, key: string, median: number, spread = 0) => ({ figure, key, stock: { median, spread } })

describe("stock as it is known", () => {
  let compareWithKnown: (rows: object[]) => Compared[]

  beforeAll(async () => {
    ;({ compareWithKnown } = await import("../known.mjs" as string))
  })

  it("compares what was measured and leaves the rest out", () => {
    expect(compareWithKnown([])).toEqual([])
    expect(compareWithKnown([row("statements", "a checkout", 640)])).toEqual([
      expect.objectContaining({ what: "SQL statements a checkout", known: 613, measured: 640, differs: false }),
    ])
  })

  it("says that something differs only beyond the noise of the runs at hand", () => {
    const [quiet] = compareWithKnown([row("statements", "a checkout", 613 * 1.3)])
    const [noisy] = compareWithKnown([row("statements", "a checkout", 613 * 1.3, 0.2)])
    expect([quiet.differs, noisy.differs]).toEqual([true, false])
  })
})
