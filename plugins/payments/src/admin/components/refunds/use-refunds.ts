import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type RefundState =
  "requested" | "approved" | "sent" | "pending" | "succeeded" | "unknown" | "failed" | "declined"

export type Refund = {
  id: string
  payment_id: string
  order_id: string | null
  provider_id: string
  currency_code: string
  amount_cents: number
  reason: string
  state: RefundState
  approval_reasons: { code: string; message: string }[] | null
  requested_by: string
  decided_by: string | null
  decision_note: string | null
  error: string | null
  created_at: string
}

const PATH = "/admin/payments/refunds"

export const REFUND_COLORS = {
  requested: "orange",
  approved: "blue",
  sent: "blue",
  pending: "blue",
  succeeded: "green",
  unknown: "orange",
  failed: "red",
  declined: "grey",
} as const satisfies Record<RefundState, string>

export function useRefunds(query: { order_id?: string; state?: RefundState; limit?: number; offset?: number }) {
  return useQuery({
    queryKey: ["payments-refunds", query],
    queryFn: () => sdk.client.fetch<{ refunds: Refund[]; count: number }>(PATH, { query }),
  })
}

type Act =
  | { act: "create"; body: { payment_id: string; amount: number; reason: string; request_key: string } }
  | { act: "approve"; id: string; body: { note?: string } }
  | { act: "decline"; id: string; body: { note: string } }
  | { act: "check"; id: string; body: Record<string, never> }

/** Everything staff do with refunds. Money may move by it, so whatever shows money is read again. */
export function useRefundAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (act: Act) => {
      const path = act.act === "create" ? PATH : `${PATH}/${act.id}/${act.act}`
      const { refund } = await sdk.client.fetch<{ refund: Refund }>(path, { method: "POST", body: act.body })
      return refund
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["payments-refunds"] })
      await client.invalidateQueries({ queryKey: ["payments-panel"] })
      await client.invalidateQueries({ queryKey: ["orders"] })
    },
  })
}
