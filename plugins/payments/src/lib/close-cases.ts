import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { closeCaseWorkflow } from "@rise-via/core/workflows"
import type { PosabitRefundDTO } from "../types"
import { registerService } from "./place-order"

const ACTOR = { type: "system" as const, id: "payments.posabit" }

/** Closes what staff were asked to do about an order, when it turns out to be done. */
export async function closeCases(container: MedusaContainer, orderId: string, kinds: string[], note: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "core_case",
    fields: ["id"],
    filters: { subject_id: orderId, kind: kinds, state: "open" } as never,
  })
  for (const { id } of data as { id: string }[]) {
    await closeCaseWorkflow(container).run({ input: { id, note, actor: ACTOR } })
  }
}

/** Everything that the register took for an order that is canceled here was given back. */
export async function closeDoneCases(container: MedusaContainer, { posabit_order_id, order_id }: PosabitRefundDTO) {
  const service = registerService(container)
  const row = await service.retrievePosabitOrder(posabit_order_id)
  const refunds = await service.listPosabitRefunds({ posabit_order_id, completed_at: { $ne: null } }, { take: 10_000 })
  const given_back = refunds.reduce((sum, { amount_cents }) => sum + amount_cents, 0)
  if (given_back >= (row.pos_total_cents ?? row.captured_cents ?? 0)) {
    const kinds = ["payments.paid_after_cancel", "payments.paid_after_withdrawal", "payments.cancel_at_register"]
    await closeCases(container, order_id, kinds, "What the register took was given back in POSaBIT's portal.")
  }
}
