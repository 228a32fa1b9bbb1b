import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type LedgerEntry = {
  id: string
  provider: string
  source: "asked" | "told" | "read" | "staff"
  operation: string
  kind: string
  voids: string | null
  outcome: "succeeded" | "pending" | "declined" | "failed" | "unknown"
  amount_cents: number
  currency_code: string
  provider_status: string | null
  code: string | null
  occurred_at: string
}

export type MoneyState = {
  authorized_cents: number
  captured_cents: number
  refunded_cents: number
  refund_pending_cents: number
  voided_cents: number
  returned_cents: number
  unknown_count: number
}

export type PanelPayment = {
  id: string
  provider_id: string
  currency_code: string
  amount_cents: number
  captured_cents: number
  refunded_cents: number
  canceled_at: string | null
}

export type Profile = {
  provider_id: string
  title: string
  capture: "none" | "full" | "partial"
  refund: "none" | "by_hand" | "full" | "partial"
}

const keyOf = (orderId: string, what: string) => ["payments-panel", orderId, what]
const centsOf = (amount: number | string) => Math.round(Number(amount) * 100)
const sumOf = (rows: { amount: number }[] = []) => rows.reduce((sum, { amount }) => sum + centsOf(amount), 0)

/** The order's payments as Medusa has them, in cents. */
export function usePayments(orderId: string) {
  return useQuery({
    queryKey: keyOf(orderId, "payments"),
    queryFn: async () => {
      const payments = "payment_collections.payments"
      const fields = `id,${payments}.*,${payments}.captures.amount,${payments}.refunds.amount`
      const { order } = await sdk.client.fetch<{ order: any }>(`/admin/orders/${orderId}`, { query: { fields } })
      const rows: any[] = (order.payment_collections ?? []).flatMap((collection: any) => collection.payments ?? [])
      return rows.map((payment): PanelPayment => ({
        id: payment.id,
        provider_id: payment.provider_id,
        currency_code: payment.currency_code,
        amount_cents: centsOf(payment.amount),
        captured_cents: sumOf(payment.captures),
        refunded_cents: sumOf(payment.refunds),
        canceled_at: payment.canceled_at,
      }))
    },
  })
}

export function useTimeline(orderId: string) {
  return useQuery({
    queryKey: keyOf(orderId, "timeline"),
    queryFn: () =>
      sdk.client.fetch<{ ledger_entries: LedgerEntry[]; count: number }>("/admin/payments/ledger", {
        query: { order_id: orderId, limit: 100, order: "-occurred_at" },
      }),
  })
}

export function useMoneyState(orderId: string) {
  return useQuery({
    queryKey: keyOf(orderId, "state"),
    queryFn: () =>
      sdk.client.fetch<{ currency_code: string; money_state: MoneyState; differences: { message: string }[] }>(
        "/admin/payments/ledger/state",
        { query: { order_id: orderId } }
      ),
  })
}

export function useProfiles() {
  return useQuery({
    queryKey: ["payments-profiles"],
    queryFn: () => sdk.client.fetch<{ profiles: Profile[] }>("/admin/payments/profiles"),
  })
}

/** Without an amount all of it; the reason is kept in the audit log. */
export function useCapture() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { payment_id: string; amount?: number; reason: string }) =>
      sdk.client.fetch("/admin/payments/captures", { method: "POST", body }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["payments-panel"] })
      await client.invalidateQueries({ queryKey: ["orders"] })
    },
  })
}
