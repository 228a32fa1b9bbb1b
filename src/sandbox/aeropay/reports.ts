import type { z } from "@medusajs/framework/zod"
import { Shelf } from "../frame/shelf"
import type { BatchesAnswer, CsvAnswer, TotalsAnswer } from "./answers"
import type { Operation } from "./api"
import { BANK_ZONE, isoOf } from "./calendar"
import { assertMerchant } from "./checks"
import { read } from "./errors"
import type { Ids } from "./ids"
import { daysOf, inRange, pageOf, type Range } from "./listing"
import { dollars, money, plainDollars } from "./money"
import { ReportQuery } from "./schemas"
import { feeCents } from "./transaction-answers"
import { isPayment, type Transaction } from "./transactions"
import type { World } from "./world"

export type CsvFile = { id: number; email: string | null; text: string; createdAt: number }

type Batches = z.input<typeof BatchesAnswer>
type Line = Batches["data"][number]["transactions"][number]

/** What moves between the merchant's bank and Aeropay. */
export const reportOperations = (world: World): Operation[] => [
  {
    method: "get",
    path: "/reports/transactions/batches",
    token: "merchant",
    act: ({ query }) => batches(world, query),
  },
  { method: "get", path: "/reports/transactions/totals", token: "merchant", act: ({ query }) => totals(world, query) },
  {
    method: "get",
    path: "/reports/transactions/CSV",
    token: "merchant",
    act: ({ query, at }) => {
      const { range, request } = requestOf(world, query)
      const text = csv(within(world, range), request.refunds === "true", request.voids === "true")
      world.files.put({ email: request.email ?? null, text, createdAt: at })
      return { success: true, message: "CSV creation request successful" } satisfies z.input<typeof CsvAnswer>
    },
  },
]

/** The files that would be mailed; `__sim/csv_files` hands them out. */
export class CsvFiles {
  #files = new Shelf<CsvFile>(20)

  constructor(private readonly ids: Ids) {}

  put(file: Omit<CsvFile, "id">) {
    const id = this.ids.next("csv")
    this.#files.put(id, { id, ...file })
  }

  get shelf() {
    return this.#files
  }

  reset() {
    this.#files.clear()
  }
}

function requestOf(world: World, query: Record<string, unknown>) {
  const request = read(ReportQuery, query)
  if (request.merchantId !== undefined) {
    assertMerchant(world, request.merchantId)
  }
  return { request, range: daysOf(request.dateBegin, request.dateEnd, request.timezone) }
}

const within = ({ transactions }: World, range: Range) =>
  transactions.shelf.newestFirst().filter(({ createdAt }) => inRange(createdAt, range))

function batches(world: World, query: Record<string, unknown>): Batches {
  const { request, range } = requestOf(world, query)
  const found = world.settlement.shelf.newestFirst().filter(({ at }) => inRange(at, range))
  const { rows, paging } = pageOf(found, request.page, request.size)
  const byBatch = new Map<number | null, Transaction[]>(rows.map(({ id }) => [id, []]))
  for (const transaction of world.transactions.shelf.newest()) {
    byBatch.get(transaction.batchId)?.push(transaction)
  }
  const isSummed = world.switches.batch_lines === "sums"
  return {
    data: rows.map(({ id, at }) => ({
      batchId: id,
      batchDate: isoOf(at, BANK_ZONE),
      transactions: isSummed ? sums(id, byBatch.get(id)!) : byBatch.get(id)!.reverse().map(lineOf),
    })),
    paging,
  }
}

const lineOf = (transaction: Transaction): Line => ({
  uuid: transaction.id,
  amount: money(transaction.cents),
  direction: isPayment(transaction) ? "credit" : "debit",
})

/** As the bank sees it: deposits, payouts and fees each as one, and every refund by itself. The uuids name no transaction. */
function sums(batchId: number, transactions: Transaction[]): Line[] {
  const uuid = (place: number) =>
    `${batchId.toString(16).padStart(8, "0")}-0000-11f0-80bc-${place.toString(16).padStart(12, "0")}`
  const sum = (part: Transaction[], of: (transaction: Transaction) => number) =>
    part.reduce((total, transaction) => total + of(transaction), 0)
  const cents = (transaction: Transaction) => transaction.cents
  const payments = transactions.filter(isPayment)
  const movements: [Line["direction"], number][] = [
    ["credit", sum(payments, cents)],
    [
      "debit",
      sum(
        transactions.filter(({ type }) => type === "payout"),
        cents
      ),
    ],
    ["debit", sum(payments, feeCents)],
    ...transactions
      .filter(({ type }) => type === "reversal")
      .map((one): [Line["direction"], number] => ["debit", one.cents]),
  ]
  return movements
    .filter(([, amount]) => amount > 0)
    .map(([direction, amount], place) => ({ uuid: uuid(place), amount: money(amount), direction }))
}

/** Of what was made in the range; a void moved nothing. Returned payments stay in: Aeropay guarantees them. */
function totals(world: World, query: Record<string, unknown>): z.input<typeof TotalsAnswer> {
  const { range } = requestOf(world, query)
  const sum = { charge: 0, tip: 0, fee: 0, payouts: 0, refunds: 0, payoutReturns: 0 }
  for (const transaction of within(world, range).filter(({ status }) => status !== "void")) {
    const { cents, tipCents, type, status } = transaction
    if (isPayment(transaction)) {
      sum.charge += cents
      sum.tip += tipCents
      sum.fee += feeCents(transaction)
    } else if (type === "payout") {
      sum.payouts += cents
      sum.payoutReturns += status === "declined" ? cents : 0
    } else if (status !== "declined") {
      sum.refunds += cents
    }
  }
  return {
    chargeTotal: dollars(sum.charge),
    tipTotal: dollars(sum.tip),
    feeTotal: dollars(sum.fee),
    rewardsTotal: dollars(0),
    payoutsTotal: dollars(sum.payouts),
    refundsTotal: dollars(sum.refunds),
    netTotal: dollars(sum.charge - sum.fee - sum.payouts - sum.refunds),
    returns: { payoutReturnsTotal: dollars(sum.payoutReturns) },
  }
}

/** Columns are invented: no public document shows the file. */
function csv(transactions: Transaction[], withRefunds: boolean, withVoids: boolean): string {
  const rows = transactions
    .filter(({ type, status }) => (withRefunds || type !== "reversal") && (withVoids || status !== "void"))
    .map((transaction) => [
      transaction.id,
      isoOf(transaction.createdAt),
      transaction.type,
      transaction.status,
      plainDollars(transaction.cents),
      plainDollars(feeCents(transaction)),
      transaction.referenceId ?? "",
      transaction.returnCode ?? "",
    ])
  const header = ["uuid", "created", "type", "status", "amount", "fee", "reference_id", "return_code"]
  return [header, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")
}

/** References come from outside: quoted, and never a formula. */
const csvCell = (text: string) => {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless
}
