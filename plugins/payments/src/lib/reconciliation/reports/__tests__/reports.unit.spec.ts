import { PassThrough } from "node:stream"
import { buffer } from "node:stream/consumers"
import type { PaymentDifferenceDTO, PaymentReconciliationRunDTO } from "../../../../types"
import { writeReportCsv } from "../report-csv"
import { nothingListed, writeReportPdf } from "../report-pdf"

const run = {
  id: "prun_1",
  provider: "aeropay",
  day: "2026-03-08",
  state: "completed",
  covers_from: new Date("2026-03-08T08:00:00Z"),
  covers_to: new Date("2026-03-09T07:00:00Z"),
  lines_count: 3,
  compared_count: 3,
  differences_count: 1,
  unexplained_count: 0,
  error: null,
  sums: [
    { side: "ours", kind: "capture", currency_code: "usd", count: 2, cents: 2_500 },
    { side: "theirs", kind: "capture", currency_code: "usd", count: 3, cents: 3_501 },
    { side: "theirs", kind: "refund", currency_code: "cad", count: 1, cents: 5 },
  ],
} as unknown as PaymentReconciliationRunDTO

const difference = (more: Partial<PaymentDifferenceDTO> = {}) =>
  ({
    provider: "aeropay",
    kind: "missing_here",
    reference: "tx_1",
    order_id: null,
    currency_code: "usd",
    ours_cents: null,
    theirs_cents: 1_001,
    ours_status: null,
    theirs_status: "settled",
    state: "open",
    note: null,
    occurred_at: new Date("2026-03-08T12:00:00Z"),
    ...more,
  }) as PaymentDifferenceDTO

async function* of(...differences: PaymentDifferenceDTO[]) {
  yield* differences
}

async function csv(...differences: PaymentDifferenceDTO[]) {
  const out = new PassThrough()
  const [written] = await Promise.all([buffer(out), writeReportCsv(run, of(...differences), out)])
  return written.toString("utf8").trimEnd().split("\n")
}

describe("the report of a run", () => {
  it("has the run, what both sides come to, and every difference", async () => {
    const lines = await csv(difference())
    expect(lines[0]).toBe(
      "\ufeffrow,provider,day,kind,reference,order_id,currency,count,ours,theirs,ours_status,theirs_status,state,note,occurred_at"
    )
    expect(lines.slice(1)).toEqual([
      "run,aeropay,2026-03-08,,,,,3,,,,,completed,,",
      "total,aeropay,2026-03-08,capture,,,USD,3,25.00,35.01,,,,,",
      "total,aeropay,2026-03-08,refund,,,CAD,1,0.00,0.05,,,,,",
      "difference,aeropay,2026-03-08,missing_here,tx_1,,USD,,,10.01,,settled,open," +
        "aeropay took or gave 10.01 USD (settled) that our books do not know.,2026-03-08T12:00:00.000Z",
    ])
  })

  it.each(["=HYPERLINK(1)", "+1", "-1+1", "@SUM(A1)", "\t=1"])(
    "lets no spreadsheet calculate %j",
    async (reference) => {
      const [, , , , row] = await csv(difference({ reference }))
      expect(row).toContain(`,'${reference}`)
    }
  )

  it("fails as a whole when the differences cannot be read", async () => {
    const out = new PassThrough()
    out.resume()
    const broken = (async function* (): AsyncGenerator<PaymentDifferenceDTO> {
      throw new Error("gone")
    })()
    await expect(writeReportCsv(run, broken, out)).rejects.toThrow("gone")
  })

  it("is a document to print, also with letters that its font does not have and without differences", async () => {
    for (const found of [[difference({ note: "Überweisung → 千", state: "accepted" })], []]) {
      const out = new PassThrough()
      const [written] = await Promise.all([buffer(out), writeReportPdf(run, of(...found), out)])
      expect(written.subarray(0, 5).toString()).toBe("%PDF-")
      expect(written.subarray(-6).toString()).toContain("%%EOF")
    }
  })

  it("says that both sides agree only when they were compared to the end and do", () => {
    const told = (more: Partial<PaymentReconciliationRunDTO>) =>
      nothingListed({ ...run, differences_count: 0, ...more })
    expect(told({})).toBe("None: both sides agree.")
    expect(told({ differences_count: 1 })).not.toMatch(/agree/)
    for (const state of ["queued", "running", "failed"] as const) {
      expect(told({ state })).not.toMatch(/agree/)
    }
  })
})
