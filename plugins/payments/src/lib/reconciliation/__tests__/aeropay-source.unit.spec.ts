import type { AeropayClient } from "../../aeropay/client"
import type { AeropayTransaction } from "../../aeropay/wire"
import { aeropaySource } from "../aeropay-source"

const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const transaction = (n: number, more: Partial<AeropayTransaction> = {}): AeropayTransaction => ({
  id: uuid(n),
  amount: { amount: 4_000, currency: "USD" },
  status: "pending",
  paymentType: "payment",
  createdDate: "2026-03-08T12:00:00+00:00",
  ...more,
})

const batch = {
  batchId: 77,
  batchDate: "2026-03-09T02:00:49-06:00",
  transactions: [
    { uuid: uuid(1), amount: { amount: 4_000, currency: "USD" }, direction: "credit" as const },
    { uuid: uuid(2), amount: { amount: 90, currency: "USD" }, direction: "debit" as const },
  ],
}

async function linesOf(...transactions: AeropayTransaction[]) {
  const reports = {
    search: async function* () {
      yield* transactions
    },
    batches: async function* () {
      yield batch
    },
  }
  const source = aeropaySource({ clientOf: () => ({ reports }) as unknown as AeropayClient, isOn: () => true })
  const lines = []
  for await (const line of source.lines!({ from: new Date(0), to: new Date() }, {} as never)) {
    lines.push(line)
  }
  return lines
}

describe("Aeropay's report", () => {
  it.each([
    [
      { status: "pending", apFee: "0.35", referenceId: "payses_1" },
      { kind: "capture", status: "pending", fee_cents: 35, payment_session_id: "payses_1" },
    ],
    [
      { status: "processed", apFee: "a lot", referenceId: "else" },
      { kind: "capture", status: "settled", fee_cents: 0, payment_session_id: null },
    ],
    [{ status: "void" }, { status: "voided" }],
    [
      { status: "declined", returnCode: "R01" },
      { kind: "capture", status: "returned" },
    ],
    [{ status: "resolved" }, { status: "settled" }],
    [{ status: "some new word" }, { status: "pending" }],
    [
      { paymentType: "reversal", status: "declined" },
      { kind: "refund", status: "failed" },
    ],
    [
      { paymentType: "payout", status: "processed" },
      { kind: "payout", status: "settled" },
    ],
  ])("reads %j", async (more, line) => {
    const [first] = await linesOf(transaction(1, more))
    expect(first).toMatchObject({
      id: `transaction:${uuid(1)}`,
      reference: uuid(1),
      amount_cents: 4_000,
      currency_code: "usd",
      ...line,
    })
  })

  it("lists every line of a batch, money in and money out", async () => {
    expect(await linesOf()).toMatchObject([
      { list: "batch", kind: "settlement", reference: uuid(1), amount_cents: 4_000, batch_id: "77" },
      {
        list: "batch",
        kind: "debit",
        reference: uuid(2),
        amount_cents: 90,
        occurred_at: new Date("2026-03-09T08:00:49Z"),
      },
    ])
  })

  it.each([
    [{ ok: true, value: transaction(3) }, { reference: uuid(3) }],
    [{ ok: false, kind: "state", code: "AP316", message: "not there" }, null],
    [{ ok: false, kind: "state", code: "ApError", message: "Transaction not found" }, null],
  ])("looks one up: %j", async (outcome, found) => {
    const client = { retrieveTransaction: async () => outcome } as unknown as AeropayClient
    const line = await aeropaySource({ clientOf: () => client, isOn: () => true }).find!(uuid(3), {} as never)
    expect(line === null ? null : { reference: line.reference }).toEqual(found)
  })

  it("says so when Aeropay does not answer", async () => {
    const outcome = { ok: false, kind: "transient", code: "AP1002", message: "try again" }
    const client = { retrieveTransaction: async () => outcome } as unknown as AeropayClient
    const source = aeropaySource({ clientOf: () => client, isOn: () => true })
    await expect(source.find!(uuid(3), {} as never)).rejects.toThrow("try again")
  })
})
