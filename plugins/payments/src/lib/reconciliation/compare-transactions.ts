import type { LedgerFact, ReconciliationSum, SettlementLine } from "../../types"
import { ledgerService } from "../ledger/ledger-service"
import { compareLines } from "./compare-lines"
import { withOrders } from "./orders-of"
import type { Work } from "./reconcile"
import { reconciliationService } from "./reconciliation-service"
import { addUp } from "./sums"
import { TRANSACTION_KINDS } from "./words"

const PAGE = 500

type Ledger = ReturnType<typeof ledgerService>

/** Compares every transaction that either side names, a page at a time in the database's order. */
export async function compareTransactions(work: Work): Promise<void> {
  const { container, run, holder, source } = work
  if (!source.lines) {
    return
  }
  const service = reconciliationService(container)
  const ledger = ledgerService(container)
  const range = { from: run.covers_from, to: run.covers_to }
  for (let sums = (run.sums ?? []) as unknown as ReconciliationSum[]; ;) {
    const { references, lines } = await service.nextLines(run.id, run.cursor, PAGE)
    if (!references.length) {
      return
    }
    const page = await readPage(work, ledger, references, lines)
    const compared = page.map((matter) => ({ ...matter, ...compareLines(matter, range) }))
    await service.markLines(run.id, having(page, "sum"), "sum")
    const unsure = new Set(having(page, "unsure"))
    await service.markLines(run.id, [...unsure], "unsure")
    sums = addUp(sums, compared)
    const found = compared.flatMap(({ differences }) => differences)
    const progress = {
      cursor: references[references.length - 1],
      compared_count: run.compared_count + references.length,
      differences_count: run.differences_count + found.length,
      unexplained_count: run.unexplained_count + having(page, "sum").length + unsure.size,
      sums,
    }
    await service.settlePage(run.id, holder, {
      provider: run.provider,
      // Nothing was learned of what the service does not explain.
      references: references.filter((reference) => !unsure.has(reference)),
      kinds: TRANSACTION_KINDS,
      found: await withOrders(container, found),
      progress,
    })
    Object.assign(run, progress)
  }
}

type Read = {
  reference: string
  theirs: SettlementLine[]
  ours: LedgerFact[]
  siblings: string[]
  nature: "transaction" | "sum" | "unsure"
}

const having = (page: Read[], nature: Read["nature"]) =>
  page.filter((matter) => matter.nature === nature).map(({ reference }) => reference)

async function readPage(work: Work, ledger: Ledger, references: string[], lines: SettlementLine[]) {
  const { run } = work
  const theirs = groupBy(lines, ({ reference }) => [reference])
  const ours = groupBy(await ledger.factsOfReferences(run.provider, references), (fact) => [
    ...new Set([fact.provider_reference, fact.provider_parent]),
  ])
  const page: Read[] = references.map((reference) => ({
    reference,
    theirs: theirs.get(reference) ?? [],
    ours: ours.get(reference) ?? [],
    siblings: [],
    nature: "transaction",
  }))
  for (const matter of page.filter(({ theirs, ours }) => theirs.length && !ours.length)) {
    await explain(matter, work)
  }
  await addSiblings(ledger, run.provider, page)
  return page
}

/**
 * Asks the service about a transaction that our ledger does not know: what it is, where only a batch names it, and whose
 * sale, where the list does not say.
 */
async function explain(matter: Read, { source, container, lookUps, progress }: Work) {
  const told = matter.theirs.find(({ list }) => list === "transactions")
  if (told && (told.payment_session_id || told.kind !== "capture")) {
    return
  }
  matter.nature = told ? "transaction" : source.find ? "unsure" : "sum"
  if (!source.find || lookUps.left <= 0) {
    return
  }
  lookUps.left -= 1
  // Hundreds of slow answers in one page would look like a dead worker.
  await progress({})
  try {
    const line = await source.find(matter.reference, container)
    if (line) {
      matter.theirs = [...matter.theirs.filter((other) => other !== told), line]
    }
    matter.nature = line || told ? "transaction" : "sum"
  } catch {
    // It did not answer. The next run that covers it asks again; until then its batch is not booked.
  }
}

/** What else the ledger has of the sales of transactions that it does not know: a second one would be a duplicate. */
async function addSiblings(ledger: Ledger, provider: string, page: Read[]) {
  const unknown = page.filter(({ theirs, ours }) => theirs.length && !ours.length)
  const sessionOf = ({ theirs }: Read) =>
    theirs.find(({ payment_session_id }) => payment_session_id)?.payment_session_id
  const sessions = unknown.map(sessionOf).filter((session) => !!session) as string[]
  if (!sessions.length) {
    return
  }
  const captures = (await ledger.factsOfSessions(provider, sessions)).filter(
    ({ kind, outcome, provider_reference }) => kind === "capture" && outcome === "succeeded" && provider_reference
  )
  const bySession = groupBy(captures, ({ payment_session_id }) => [payment_session_id])
  for (const matter of unknown) {
    const facts = bySession.get(sessionOf(matter) ?? "") ?? []
    matter.siblings = facts.map(({ provider_reference }) => provider_reference as string)
  }
}

function groupBy<T>(rows: T[], keysOf: (row: T) => (string | null)[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    for (const key of keysOf(row)) {
      if (key !== null) {
        groups.set(key, [...(groups.get(key) ?? []), row])
      }
    }
  }
  return groups
}
