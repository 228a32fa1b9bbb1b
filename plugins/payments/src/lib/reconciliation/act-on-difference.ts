import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { AuditActor } from "@rise-via/core"
import type { PaymentDifferenceDTO, ReconciliationSource, SettlementLine } from "../../types"
import { ledgerService } from "../ledger/ledger-service"
import { recordEntries } from "../ledger/record-entries"
import { closeCases } from "./close-cases"
import { compareLines } from "./compare-lines"
import { comparePayments } from "./compare-orders"
import { entriesOfLine } from "./entries-of-line"
import { withOrders } from "./orders-of"
import { standingOf } from "./our-standing"
import { reconciliationService } from "./reconciliation-service"
import { reconciliationSourceOf } from "./sources"
import { ORDER_KINDS } from "./words"

const EVER = { from: new Date(0), to: new Date("9999-01-01T00:00:00Z") }

/**
 * Asks the service again what became of one transaction, or Medusa of one payment, and closes the difference if it is
 * gone. CONFLICT when the service does not answer; NOT_ALLOWED where one transaction by itself cannot decide it.
 */
export async function lookUpDifference(container: MedusaContainer, id: string, actor: AuditActor): Promise<void> {
  const difference = await openDifference(container, id)
  await reconciliationService(container).acted(difference, "looked_up", actor)
  if (ORDER_KINDS.includes(difference.kind)) {
    await compareAgain(container, difference, actor)
  } else {
    demandSingle(difference)
    await compareAgain(container, difference, actor, { line: await find(container, difference) })
  }
  await closeCases(container)
}

/** Records in our ledger what the service says that it has. The service is asked now: nothing is taken on trust. */
export async function recordDifference(container: MedusaContainer, id: string, actor: AuditActor): Promise<void> {
  const difference = await openDifference(container, id)
  const line = ORDER_KINDS.includes(difference.kind) ? null : await find(container, difference)
  const { provider, reference } = difference
  const ledger = ledgerService(container)
  const standing = standingOf(reference, line?.kind, await ledger.factsOfReferences(provider, [reference]))
  const entries = line
    ? ((await reconciliationSourceOf(provider)?.entries?.(line, container)) ?? entriesOfLine(provider, line, standing))
    : []
  if (!line || !entries.length || difference.kind === "amount_differs") {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `Payment difference ${id}: there is nothing that our ledger could record. Put it right at ${provider}, or accept it.`
    )
  }
  await recordEntries(ledger, await withSessions(container, difference, line, entries))
  await reconciliationService(container).acted(difference, "recorded", actor)
  await compareAgain(container, difference, actor, { line })
  await closeCases(container)
}

type Entries = Awaited<ReturnType<NonNullable<ReconciliationSource["entries"]>>>

/** A refund that does not name its sale belongs to that of what it gives back. */
async function withSessions(
  container: MedusaContainer,
  { provider, payment_session_id }: PaymentDifferenceDTO,
  { parent }: SettlementLine,
  entries: Entries
): Promise<Entries> {
  const known = parent ? await ledgerService(container).factsOfReferences(provider, [parent]) : []
  const session = payment_session_id ?? known.find((fact) => fact.payment_session_id)?.payment_session_id ?? null
  return entries.map((entry) => ({ ...entry, payment_session_id: entry.payment_session_id ?? session }))
}

async function openDifference(container: MedusaContainer, id: string): Promise<PaymentDifferenceDTO> {
  const difference = (await reconciliationService(container).retrievePaymentDifference(id)) as PaymentDifferenceDTO
  if (difference.state === "resolved") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Payment difference ${id} is resolved already`)
  }
  return difference
}

/** What a batch says of a transaction only the next report can put right. */
function demandSingle({ id, kind, told_in, provider }: PaymentDifferenceDTO) {
  if (kind === "duplicate" || told_in === "batch") {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `Payment difference ${id} cannot be looked up by itself: reconcile its day of ${provider} again`
    )
  }
}

async function find(container: MedusaContainer, { id, provider, reference }: PaymentDifferenceDTO) {
  const source = reconciliationSourceOf(provider)
  if (!source?.find) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `Payment difference ${id}: ${provider} cannot be asked about one transaction`
    )
  }
  try {
    return await source.find(reference, container)
  } catch (error) {
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      `${provider} cannot say what became of ${reference}: ${(error as Error).message}`
    )
  }
}

async function compareAgain(
  container: MedusaContainer,
  { provider, kind, reference, last_run_id }: PaymentDifferenceDTO,
  actor: AuditActor,
  told?: { line: SettlementLine | null }
) {
  const ours = told ? await ledgerService(container).factsOfReferences(provider, [reference]) : []
  const { compared, found } = told
    ? {
        compared: [reference],
        found: compareLines({ reference, theirs: told.line ? [told.line] : [], ours }, EVER).differences,
      }
    : await comparePayments(container, provider, [reference])
  // One transaction by itself says nothing of what a batch paid out, or whether there are two of it.
  const kinds = told ? [kind] : ORDER_KINDS
  const page = { provider, references: compared, kinds, found: await withOrders(container, found) }
  await reconciliationService(container).settle(last_run_id, page, actor)
}
