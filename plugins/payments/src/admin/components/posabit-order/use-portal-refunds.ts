import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type PortalRefund = {
  id: string
  reference: string
  amount_cents: number
  reason: string
  refunded_at: string
  completed_at: string | null
}

const pathOf = (id: string) => `/admin/payments/posabit-orders/${id}/refunds`
const keyOf = (id: string) => ["payments-portal-refunds", id]

/** What was given back in POSaBIT's portal for a register order. */
export function usePortalRefunds(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: async () => (await sdk.client.fetch<{ posabit_refunds: PortalRefund[] }>(pathOf(id))).posabit_refunds,
  })
}

/** Records one that was made there. The order's payment shows it afterwards, so the page's own data is read again. */
export function useRecordPortalRefund(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: { reference: string; amount_cents: number; reason: string }) =>
      await sdk.client.fetch<{ posabit_refund: PortalRefund }>(pathOf(id), { method: "POST", body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keyOf(id) })
      await client.invalidateQueries({ queryKey: ["payments-posabit-order"] })
      await client.invalidateQueries({ queryKey: ["orders"] })
    },
  })
}

/** Whole cents of what somebody typed (`12.5`, `12,50`), without arithmetic on fractions. */
export function centsOf(text: string): number | null {
  const [, units, cents = ""] = /^\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*$/.exec(text) ?? []
  return units === undefined ? null : Number(units + cents.padEnd(2, "0"))
}
