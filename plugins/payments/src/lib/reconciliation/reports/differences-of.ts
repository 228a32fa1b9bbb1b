import type { MedusaContainer } from "@medusajs/framework/types"
import type { PaymentDifferenceDTO } from "../../../types"
import { reconciliationService } from "../reconciliation-service"

const PAGE = 500

/** What a run found, a page at a time. A difference that a later run found again is in the later run's report. */
export async function* differencesOf(container: MedusaContainer, runId: string): AsyncGenerator<PaymentDifferenceDTO> {
  const service = reconciliationService(container)
  for (let after = ""; ;) {
    const page = (await service.listPaymentDifferences({ last_run_id: runId, id: { $gt: after } } as never, {
      take: PAGE,
      order: { id: "ASC" },
    })) as PaymentDifferenceDTO[]
    yield* page
    if (page.length < PAGE) {
      return
    }
    after = page[page.length - 1].id
  }
}
