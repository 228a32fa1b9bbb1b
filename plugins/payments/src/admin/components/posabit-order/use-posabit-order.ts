import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type PosabitOrder = {
  id: string
  posabit_id: string | null
  order_type: string
  status: string
  settlement: "open" | "due" | "settled" | "nothing_taken" | "canceled" | "withdrawn"
  currency_code: string
  amount_cents: number
  pos_total_cents: number | null
  captured_cents: number | null
  last_read_at: string | null
}

export type OpenCase = { id: string; kind: string; summary: string }

const PATH = "/admin/payments/posabit-orders"
const keyOf = (orderId: string) => ["payments-posabit-order", orderId]

/** What the register knows of an order; `null` when it is not paid there. */
export function usePosabitOrder(orderId: string) {
  return useQuery({
    queryKey: keyOf(orderId),
    queryFn: async () => {
      const query = { order_id: orderId, limit: 1 }
      const { posabit_orders } = await sdk.client.fetch<{ posabit_orders: PosabitOrder[] }>(PATH, { query })
      return posabit_orders[0] ?? null
    },
  })
}

/** What people must still decide about the order's payment: core keeps the cases. */
export function useOpenCases(orderId: string) {
  return useQuery({
    queryKey: [...keyOf(orderId), "cases"],
    queryFn: async () => {
      const query = { subject_id: orderId, state: "open" }
      const { cases } = await sdk.client.fetch<{ cases: OpenCase[] }>("/admin/exchange/cases", { query })
      return cases.filter(({ kind }) => kind.startsWith("payments."))
    },
  })
}

/** Reads it at the register now. The order's payment may be captured by that, so the page's own data is read again. */
export function useRefreshPosabitOrder(orderId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      const { posabit_order } = await sdk.client.fetch<{ posabit_order: PosabitOrder }>(`${PATH}/${id}/refresh`, {
        method: "POST",
        body: {},
      })
      return posabit_order
    },
    onSuccess: async (posabitOrder) => {
      client.setQueryData(keyOf(orderId), posabitOrder)
      await client.invalidateQueries({ queryKey: [...keyOf(orderId), "cases"] })
      await client.invalidateQueries({ queryKey: ["orders"] })
    },
  })
}
