import type { MedusaContainer } from "@medusajs/framework/types"
import type { PaymentDifferenceDTO } from "../../../types"
import { reconciliationService } from "../reconciliation-service"

const PAGE = 500

/** What a run found, a page at a time, as it stands now: what later runs found again is in this report too. */
export async function* differencesOf(container: MedusaContainer, runId: string): AsyncGenerator<PaymentDifferenceDTO> {
  const service = reconciliationService(container)
  for (let after = ""; ;) {
    const page = await service.listPaymentRunDifferences({ run_id: runId, id: { $gt: after } } as never, {
      take: PAGE,
      order: { id: "ASC" },
    })
    const ids = page.map(({ difference_id }) => difference_id)
    if (ids.length) {
      yield* (await service.listPaymentDifferences(
        { id: ids },
        { take: PAGE, order: { id: "ASC" } }
      )) as PaymentDifferenceDTO[]
    }
    if (page.length < PAGE) {
      return
    }
    after = page[page.length - 1].id
  }
}
