import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type Source = { provider: string; has_report: boolean; can_look_up: boolean }

export type Run = {
  id: string
  provider: string
  day: string
  state: "queued" | "running" | "completed" | "failed"
  phase: "collecting" | "comparing" | "orders" | "booking"
  lines_count: number
  expected_count: number
  compared_count: number
  differences_count: number
  unexplained_count: number
  error: string | null
  started_at: string | null
  ended_at: string | null
  created_at: string
}

export type Difference = {
  id: string
  provider: string
  kind: string
  reference: string
  currency_code: string
  ours_cents: number | null
  theirs_cents: number | null
  ours_status: string | null
  theirs_status: string | null
  order_id: string | null
  told_in: string | null
  occurred_at: string
  state: "open" | "accepted" | "resolved"
  opened_count: number
  note: string | null
  closed_by: string | null
  closed_at: string | null
}

export type Day = {
  day: string
  provider: string
  currency_code: string
  captured_cents: number
  refunded_cents: number
  settled_cents: number
  fee_cents: number
}

type Page = { limit: number; offset: number }

const PATH = "/admin/payments/reconciliation"
const KEY = "payments-reconciliation"
/** While somebody works on a run, its progress is asked for every other second. */
const PROGRESS_MS = 2_000

export const isOpen = ({ state }: Pick<Run, "state">) => state === "queued" || state === "running"

export const reportUrl = (id: string, format: "csv" | "pdf") => `${PATH}/runs/${id}/${format}`

export const useSources = () =>
  useQuery({
    queryKey: [KEY, "sources"],
    queryFn: async () => (await sdk.client.fetch<{ sources: Source[] }>(`${PATH}/sources`)).sources,
  })

export const useDays = () =>
  useQuery({
    queryKey: [KEY, "days"],
    queryFn: () => sdk.client.fetch<{ from: string; to: string; days: Day[] }>(`${PATH}/days`),
  })

export function useRuns(query: Page) {
  const client = useQueryClient()
  return useQuery({
    queryKey: [KEY, "runs", query],
    queryFn: async () => {
      const answer = await sdk.client.fetch<{ reconciliation_runs: Run[]; count: number }>(`${PATH}/runs`, { query })
      if (!answer.reconciliation_runs.some(isOpen)) {
        // What a run that has just ended found and booked.
        await client.invalidateQueries({ queryKey: [KEY, "days"] })
        await client.invalidateQueries({ queryKey: [KEY, "differences"] })
      }
      return answer
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.reconciliation_runs.some(isOpen) ? PROGRESS_MS : false),
  })
}

export const useDifferences = (query: Page & { q?: string; state?: string[]; kind?: string[] }) =>
  useQuery({
    queryKey: [KEY, "differences", query],
    queryFn: () =>
      sdk.client.fetch<{ payment_differences: Difference[]; count: number }>(`${PATH}/differences`, { query }),
    placeholderData: keepPreviousData,
  })

export function useStartRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { provider: string; day?: string }) =>
      sdk.client.fetch<{ reconciliation_run: Run }>(`${PATH}/runs`, { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: [KEY, "runs"] }),
  })
}

export type Act = { id: string; act: "refresh" | "record" } | { id: string; act: "accept"; reason: string }

export function useSettleDifference() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, act, ...body }: Act) => {
      const path = `${PATH}/differences/${id}/${act}`
      return (await sdk.client.fetch<{ payment_difference: Difference }>(path, { method: "POST", body }))
        .payment_difference
    },
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}
