import { cancelOrderWorkflow, completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { MedusaError } from "@medusajs/framework/utils"
import { allow, block, onHook, openCase, registerGate } from "@rise-via/core"
import { closeCases } from "../../lib/close-cases"
import { productIdOf } from "../../lib/incoming-order"
import { POSABIT_PROVIDER_ID } from "../../lib/module-names"
import { placePosabitOrder, registerService } from "../../lib/place-order"
import { money, withdrawnCase } from "../../lib/register-cases"
import type { PosabitOrderDTO } from "../../types"

onHook(completeCartWorkflow, "orderCreated", {
  id: "payments.posabit-place",
  order: 50,
  invoke: async ({ order_id, cart_id }, { container }) =>
    (await placePosabitOrder(container, { order_id, cart_id }))?.id,
  undo: async (id: string | undefined, { container }) => {
    if (id) {
      await registerService(container).withdraw(id, "The checkout failed after the order was made, so it was undone.")
    }
  },
})

// Medusa's cancellation refunds what is captured, goes on when the provider refuses, and books a refund that nobody made.
// Throwing here takes all of it back. No undo: a case for staff stays true, and an order that was withdrawn is not in the
// register.
onHook(cancelOrderWorkflow, "orderCanceled", {
  id: "payments.posabit-cancel",
  order: 50,
  invoke: async ({ order }, { container }) => {
    const service = registerService(container)
    const row = await service.findByOrder(order.id)
    if (!row) {
      return
    }
    const left = row.settlement === "settled" ? await service.leftToRefund(row) : 0
    if (left > 0) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `The register took the money: give ${money(left, row.currency_code)} back in POSaBIT's portal and record the refund here, then cancel the order`
      )
    }
    const why = "The order was canceled in the store."
    if (row.settlement === "settled") {
      return
    }
    if (isOverAtRegister(row)) {
      await closeCases(container, order.id, ["payments.canceled_at_register"], "The order is canceled here too.")
    } else if (row.posabit_id) {
      await openCase(null, withdrawnCase(row, why))
    } else {
      await service.withdraw(row.id, why)
    }
  },
})

/** The register canceled it, or rang it up and took nothing: people have nothing left to do there. */
const isOverAtRegister = ({ status, settlement }: Pick<PosabitOrderDTO, "status" | "settlement">) =>
  status === "canceled" || settlement === "canceled" || settlement === "nothing_taken"

registerGate("checkout", {
  name: "payments.posabit-products",
  order: 80,
  fields: ["payment_collection.payment_sessions.provider_id", "items.variant.metadata"],
  check: ({ cart, items, container }) => {
    const sessions: { provider_id?: string }[] = cart?.payment_collection?.payment_sessions ?? []
    if (!sessions.some(({ provider_id }) => provider_id === POSABIT_PROVIDER_ID)) {
      return allow()
    }
    const { options } = registerService(container)
    const methods: { name?: string; amount?: number }[] = cart?.shipping_methods ?? []
    const unmapped = [
      ...items
        .filter(({ variant }) => !productIdOf(variant, options))
        .map(({ title, variant_id }) => ({ title, variant_id })),
      ...methods
        .filter(({ amount }) => Number(amount) > 0 && !options.fallbackProductId)
        .map(({ name }) => ({ title: name, variant_id: null })),
    ]
    if (!unmapped.length) {
      return allow()
    }
    return block(
      ...unmapped.map(({ title, variant_id }) => ({
        code: "payments.posabit_product_unknown",
        message: `${title ?? "An article"} cannot be paid at the register yet: the shop has not given it a POSaBIT product.`,
        facts: { variant_id },
      }))
    )
  },
})
