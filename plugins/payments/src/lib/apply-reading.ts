import type { CaseInput } from "@rise-via/core"
import type { PosabitOrderDTO } from "../types"
import { isMoneyTaken, stepTo } from "./posabit-status"
import type { RegisterOrder } from "./posabit-wire"
import { money, orderCase } from "./register-cases"

export type RegisterChanges = Partial<Pick<PosabitOrderDTO, "status" | "pos_total_cents" | "settlement">>

/**
 * What a reading changes in our row and what people must hear of it. Pure: the same reading applied twice, or an older
 * one applied late, changes nothing.
 */
export function applyReading(
  row: PosabitOrderDTO,
  register: RegisterOrder,
  isOrderCanceled = false
): { changes: RegisterChanges; cases: CaseInput[] } {
  const step = stepTo(row.order_type, row.status, register.status)
  const changes: RegisterChanges = {}
  const cases: CaseInput[] = []
  const isPaid = row.settlement === "settled" || row.settlement === "nothing_taken"

  if (step === "advanced" || (step === "unknown" && !isMoneyTaken(row.order_type, row.status))) {
    changes.status = register.status
  }
  if (step === "unknown") {
    const summary = `POSaBIT gave the order a status that is not documented: “${register.status}”.`
    cases.push(orderCase(row, "status_unknown", summary, { status: register.status }, register.status))
  }
  if (step === "conflict") {
    const summary = `POSaBIT had canceled the order and now calls it “${register.status}”. Look at the register.`
    cases.push(orderCase(row, "status_conflict", summary, { status: register.status }))
  }

  if (
    step !== "stale" &&
    step !== "conflict" &&
    register.total_cents !== null &&
    register.total_cents !== row.pos_total_cents
  ) {
    if (isPaid) {
      const now = money(register.total_cents, row.currency_code)
      const summary = `The register changed the total to ${now} after the payment was captured here.`
      const details = { pos_total_cents: register.total_cents, captured_cents: row.captured_cents }
      cases.push(orderCase(row, "total_changed", summary, details, String(register.total_cents)))
    } else {
      changes.pos_total_cents = register.total_cents
    }
  }

  if (changes.status === "canceled") {
    if (isPaid || !(isOrderCanceled || row.settlement === "withdrawn")) {
      cases.push(canceledCase(row, isPaid))
    }
    if (row.settlement === "open" || row.settlement === "due") {
      changes.settlement = "canceled"
    }
  } else if (isMoneyTaken(row.order_type, changes.status ?? row.status)) {
    if (row.settlement === "open") {
      changes.settlement = "due"
    } else if (row.settlement === "withdrawn") {
      const summary =
        "The register took money for an order that does not exist here any more. Give it back in POSaBIT's portal."
      cases.push(orderCase(row, "paid_after_withdrawal", summary, { pos_total_cents: register.total_cents }))
    }
  }
  if (changes.status === "sts_failed") {
    const summary = "POSaBIT could not file the delivery manifest. The delivery must not leave before it is filed."
    cases.push(orderCase(row, "manifest_failed", summary))
  }
  return { changes, cases }
}

const canceledCase = (row: PosabitOrderDTO, isPaid: boolean) =>
  isPaid
    ? orderCase(row, "canceled_after_payment", "The register canceled an order whose payment is captured here.", {
        captured_cents: row.captured_cents,
      })
    : orderCase(row, "canceled_at_register", "The register canceled the order. Cancel it here too, or sell it again.")
