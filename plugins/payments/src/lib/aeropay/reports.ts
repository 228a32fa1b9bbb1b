import { MedusaError } from "@medusajs/framework/utils"
import type { GatewayOutcome } from "../../types/gateway"
import type { AeropayConnection } from "./connection"
import { answers, requests, type AeropayBatch, type AeropayPreauth, type AeropayTransaction } from "./wire"

const PAGE = 100
/** A report with more pages than this is no report. */
const MAX_PAGES = 100_000
/** Aeropay's bank days begin and end in Chicago. */
const BANK_ZONE = "America/Chicago"

type Range = { from: Date; to: Date }
type Page<T> = { rows: T[]; totalPages: number }

/** Aeropay's lists, page by page, so that memory does not grow with them. They throw CONFLICT when Aeropay does not answer. */
export class AeropayReports {
  constructor(private readonly connection: AeropayConnection) {}

  /** Batches of the bank days from `from` to `to`, both included; each with its lines. */
  async *batches(from: Date, to: Date): AsyncGenerator<AeropayBatch> {
    const { merchantId } = this.connection.options
    yield* pages(async (page) => {
      const query = new URLSearchParams({
        merchantId: String(merchantId),
        dateBegin: dayOf(from, BANK_ZONE),
        dateEnd: dayOf(to, BANK_ZONE),
        timezone: BANK_ZONE,
        page: String(page),
        size: String(PAGE),
      })
      const path = `/reports/transactions/batches?${query}`
      const call = { operation: "batches", method: "GET", path, key: "batches", isRead: true } as const
      const { data, paging } = heard(await this.connection.call({ ...call, answer: answers.batches }))
      return { rows: data, totalPages: paging.totalPages }
    })
  }

  /** Payments, payouts and reversals that were made from `from` to `to`, oldest first. They may not name their reference. */
  async *search(from: Date, to: Date, filters?: { referenceId?: string }): AsyncGenerator<AeropayTransaction> {
    yield* pages((page) => this.searchPage({ from, to }, page, filters))
  }

  /** All transactions with our reference, whenever they were made. */
  async *withReference(referenceId: string): AsyncGenerator<AeropayTransaction> {
    yield* pages((page) => this.searchPage(undefined, page, { referenceId }))
  }

  /** Holds that were made from `from` to `to`. One that was captured names its transaction. */
  async *preauths(from: Date, to: Date, uuid?: string): AsyncGenerator<AeropayPreauth> {
    yield* pages(async (page) => {
      const query = new URLSearchParams({
        ...(uuid ? { uuid } : { dateStart: momentOf(from), dateEnd: momentOf(to) }),
        timezone: "UTC",
        page: String(page),
        perPage: String(PAGE),
      })
      const path = `/preauthTransactions?${query}`
      const call = { operation: "preauthTransactions", method: "GET", path, key: "preauths", isRead: true } as const
      const { transactions, paging } = heard(await this.connection.call({ ...call, answer: answers.preauths }))
      return { rows: transactions, totalPages: paging.totalPages }
    })
  }

  private async searchPage(range: Range | undefined, page: number, filters?: { referenceId?: string }) {
    const body = requests.transactionSearch.parse({
      timezone: "UTC",
      page: String(page),
      perPage: String(PAGE),
      sortBy: "createdDate",
      orderBy: "asc",
      ...(range && { startDate: momentOf(range.from), endDate: momentOf(range.to) }),
      ...(filters && { filters }),
    })
    const path = "/transactionSearch"
    const call = { operation: "transactionSearch", method: "POST", path, body, key: "search", isRead: true } as const
    const { transactions, paging } = heard(await this.connection.call({ ...call, answer: answers.search }))
    return { rows: transactions, totalPages: paging.totalPages }
  }
}

async function* pages<T>(read: (page: number) => Promise<Page<T>>): AsyncGenerator<T> {
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { rows, totalPages } = await read(page)
    yield* rows
    if (!rows.length || page >= totalPages) {
      return
    }
  }
}

function heard<T>(outcome: GatewayOutcome<T>): T {
  if (!outcome.ok) {
    const code = outcome.code ? ` (${outcome.code})` : ""
    throw new MedusaError(MedusaError.Types.CONFLICT, `Aeropay did not give the report${code}: ${outcome.message}`)
  }
  return outcome.value
}

/** `MM-DD-YYYY HH:mm:ss`, UTC. */
function momentOf(at: Date): string {
  const [date, time] = at.toISOString().split("T")
  const [year, month, day] = date.split("-")
  return `${month}-${day}-${year} ${time.slice(0, 8)}`
}

/** `MM-DD-YYYY` on a zone's calendar. */
function dayOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
  return parts.format(at).replace(/\//g, "-")
}
