import type { CaseInput } from "@rise-via/core"
import type { HypurRequestDTO } from "../../types"

export type CaseRow = Pick<
  HypurRequestDTO,
  "id" | "order_id" | "payment_session_id" | "request_id" | "amount_cents" | "currency_code"
>

/** A case about one payment request. `extra` in the key where the same thing may happen again with another value. */
export function requestCase(
  row: CaseRow,
  what: string,
  summary: string,
  details: Record<string, unknown> = {},
  extra = ""
): CaseInput {
  const { id, order_id, payment_session_id, request_id } = row
  return {
    kind: `payments.hypur_${what}`,
    key: extra ? `${id}:${extra}` : id,
    summary,
    subject: order_id ? { type: "order", id: order_id } : { type: "payment_session", id: payment_session_id },
    details: { hypur_request: id, request_id, payment_session_id, ...details },
  }
}

export const inPortal = (row: CaseRow) => `${row.request_id ?? "the request without an id"} in Hypur's portal`

/** The order is there, and the shopper will not pay it in this way any more. */
export const unpaidCase = (row: CaseRow, status: HypurRequestDTO["status"]) =>
  requestCase(
    row,
    "order_unpaid",
    `The order was placed, but its payment is ${status}. Cancel it, or have it paid in another way.`,
    { status }
  )
