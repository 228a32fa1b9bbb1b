import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { closeCaseWorkflow } from "@rise-via/core/workflows"
import type { PaymentDifferenceDTO } from "../../types"
import { differenceCaseKey, differenceCaseKind } from "./difference-case"
import { reconciliationService } from "./reconciliation-service"

const LIMIT = 200

/** Closes core's cases of differences that are resolved or accepted. What a kill leaves out here the recovery finds. */
export async function closeCases(container: MedusaContainer): Promise<void> {
  const service = reconciliationService(container)
  const closed = (await service.listPaymentDifferences(
    { has_case: true, state: ["resolved", "accepted"] },
    { take: LIMIT, order: { id: "ASC" } }
  )) as PaymentDifferenceDTO[]
  for (const difference of closed) {
    await closeCaseOf(container, difference)
    await service.casesClosed([difference.id])
  }
}

async function closeCaseOf(container: MedusaContainer, difference: PaymentDifferenceDTO) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "core_case",
    fields: ["id"],
    filters: { kind: differenceCaseKind(difference), key: differenceCaseKey(difference), state: "open" } as never,
  })
  for (const { id } of data) {
    const note = difference.state === "accepted" ? (difference.note ?? "") : "It agrees again."
    const actor = { type: "system", id: difference.closed_by ?? "payments.reconciliation" } as const
    await closeCaseWorkflow(container).run({ input: { id, note, actor } })
  }
}
