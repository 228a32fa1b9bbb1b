import fc from "fast-check"
import type { LedgerFact, SettlementLine } from "../../../types"
import { compareLines } from "../compare-lines"
import { factOf, inRange, lineOf, plan, range, reconciled } from "./planted"

describe("compareLines", () => {
  it("finds exactly what was planted, in whatever order the lines and entries come", () => {
    fc.assert(
      fc.property(plan, fc.infiniteStream(fc.integer()), (planted, seeds) => {
        const { theirs, ours, expected } = planted
        const shuffled = <T>(rows: T[]) =>
          rows
            .map((row) => ({ row, at: seeds.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row)
        expect(reconciled(shuffled(theirs), shuffled(ours))).toEqual(expected)
      }),
      { numRuns: process.env.RISE_VIA_FULL ? 1000 : 100 }
    )
  })

  const kinds = (theirs: Partial<SettlementLine>[], ours: Partial<LedgerFact>[], siblings: string[] = []) =>
    compareLines(
      {
        reference: "t1",
        theirs: theirs.map((one) => lineOf("t1", one)),
        ours: ours.map((one) => factOf("t1", one)),
        siblings,
      },
      range
    ).differences.map(({ kind }) => kind)

  it.each([
    ["a line read twice", [{}, {}], [{}], []],
    [
      "a transaction and its batch line",
      [{ status: "settled" }, { id: "b", list: "batch", kind: "settlement" }],
      [{}],
      [],
    ],
    [
      "a batch that pays it and one that takes it back",
      [
        { id: "b1", list: "batch", kind: "settlement" },
        { id: "b2", list: "batch", kind: "debit" },
      ],
      [{}],
      ["late_return"],
    ],
    [
      "a batch that takes back what the list still calls settled",
      [{ status: "settled" }, { id: "b2", list: "batch", kind: "debit", status: "settled" }],
      [{}],
      ["late_return"],
    ],
    [
      "a batch that takes back what we refunded",
      [{ status: "settled" }, { id: "b2", list: "batch", kind: "debit" }],
      [{}, { kind: "refund", key: "r", provider_reference: "r1", provider_parent: "t1" }],
      [],
    ],
    [
      "a batch that takes back what we know as returned and collected after all",
      [{ status: "settled" }, { id: "b2", list: "batch", kind: "debit" }],
      [{}, { kind: "return", key: "r" }, { kind: "recovery", key: "c" }],
      [],
    ],
    [
      "a batch that takes back what we know as returned",
      [{ status: "returned" }, { id: "b2", list: "batch", kind: "debit" }],
      [{}, { kind: "return", key: "r" }],
      [],
    ],
    [
      "a batch line of our own refund",
      [{ kind: "refund" }, { id: "b2", list: "batch", kind: "debit" }],
      [{ kind: "refund" }],
      [],
    ],
    [
      "two batches that pay it",
      [
        { id: "b1", list: "batch", kind: "settlement" },
        { id: "b2", list: "batch", kind: "settlement" },
      ],
      [{}],
      ["duplicate"],
    ],
    [
      "a batch line of another amount",
      [{}, { id: "b", list: "batch", kind: "settlement", amount_cents: 999 }],
      [{}],
      ["amount_differs"],
    ],
    ["a batch line of another currency", [{ currency_code: "cad" }], [{}], ["amount_differs"]],
    ["a decline that we know as one", [{ status: "failed" }], [{ outcome: "declined" }], []],
    ["a decline that we never heard of", [{ status: "failed" }], [], []],
    ["taken there, refused here", [{}], [{ outcome: "declined" }], ["status_differs"]],
    ["taken there, unknown here", [{}], [{ outcome: "unknown" }], ["status_differs"]],
    ["first unknown, then found", [{}], [{ outcome: "unknown" }, {}], []],
    [
      "a queued refund that is not final on either side",
      [{ kind: "refund" }],
      [{ kind: "refund", outcome: "pending" }],
      [],
    ],
    [
      "a queued refund that was paid out",
      [{ kind: "refund", status: "settled" }],
      [{ kind: "refund", outcome: "pending" }],
      ["status_differs"],
    ],
    ["voided on both sides", [{ status: "voided" }], [{}, { kind: "void", voids: "capture", key: "v" }], []],
    ["voided here only", [{}], [{}, { kind: "void", voids: "capture", key: "v" }], ["status_differs"]],
    [
      "a part was voided on both sides",
      [{ amount_cents: 600 }],
      [{}, { kind: "void", voids: "capture", key: "v", amount_cents: 400 }],
      [],
    ],
    ["returned on both sides", [{ status: "returned" }], [{}, { kind: "return", key: "r" }], []],
    [
      "returned and collected after all",
      [{ status: "settled" }],
      [{}, { kind: "return", key: "r" }, { kind: "recovery", key: "c" }],
      [],
    ],
    ["returned here only", [{ status: "settled" }], [{}, { kind: "return", key: "r" }], ["status_differs"]],
    [
      "a void that names its own id and its parent",
      [{ status: "voided" }],
      [{}, { kind: "void", voids: "capture", provider_reference: "v1", provider_parent: "t1" }],
      [],
    ],
  ] as [string, Partial<SettlementLine>[], Partial<LedgerFact>[], string[]][])("%s", (_, theirs, ours, expected) => {
    expect(kinds(theirs, ours)).toEqual(expected)
  })

  it("calls a second transaction of one sale a duplicate, and another sale's missing", () => {
    expect(kinds([{}], [], ["t0"])).toEqual(["duplicate"])
    expect(kinds([{}], [])).toEqual(["missing_here"])
  })

  it("leaves a batch line that nobody knows as a transaction to be looked up", () => {
    const lines = [lineOf("sum", { id: "b", list: "batch", kind: "settlement" })]
    expect(compareLines({ reference: "sum", theirs: lines, ours: [] }, range)).toMatchObject({
      differences: [],
      isUnexplained: true,
    })
  })

  it("does not miss at the service what was taken before or after the period", () => {
    const missed = (occurred_at: Date) => kinds([], [{ occurred_at }])
    expect(missed(inRange)).toEqual(["missing_at_provider"])
    expect(missed(range.from)).toEqual(["missing_at_provider"])
    expect(missed(range.to)).toEqual([])
    expect(missed(new Date(range.from.getTime() - 1))).toEqual([])
  })
})
