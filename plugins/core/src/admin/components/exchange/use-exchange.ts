import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"
import { KINDS, type ExchangeKind, type ExchangeRow } from "./kinds"

export type ExchangeListParams = { limit: number; offset: number; q?: string; state?: string[] }

type ListAnswer = { count: number } & Partial<Record<ExchangeKind, ExchangeRow[]>>

export function useExchangeList(kind: ExchangeKind, params: ExchangeListParams) {
  return useQuery({
    queryKey: ["exchange", kind, params],
    queryFn: async () => {
      const answer = await sdk.client.fetch<ListAnswer>(`/admin/exchange/${kind}`, { query: params })
      return { rows: answer[kind] ?? [], count: answer.count }
    },
    placeholderData: keepPreviousData,
  })
}

export function useExchangeRow(kind: ExchangeKind, id: string | undefined) {
  return useQuery({
    queryKey: ["exchange", kind, id],
    queryFn: async () => {
      const answer = await sdk.client.fetch<Record<string, ExchangeRow>>(`/admin/exchange/${kind}/${id}`)
      return answer[KINDS[kind].one]
    },
    enabled: !!id,
  })
}

/** Calls to outside services that were made while a message was handled. */
export function useAttemptsOf(messageId: string | undefined) {
  return useQuery({
    queryKey: ["exchange", "attempts-of", messageId],
    queryFn: () =>
      sdk.client.fetch<{ attempts: ExchangeRow[] }>("/admin/exchange/attempts", {
        query: { cause_id: messageId, limit: 20 },
      }),
    enabled: !!messageId,
  })
}

export function useReplay(kind: ExchangeKind) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => sdk.client.fetch(`/admin/exchange/${kind}/${id}/replay`, { method: "POST", body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["exchange"] }),
  })
}

export function useCloseCase() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note: string }) =>
      sdk.client.fetch(`/admin/exchange/cases/${id}/close`, { method: "POST", body: { note } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["exchange"] }),
  })
}
