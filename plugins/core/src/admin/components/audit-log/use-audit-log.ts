import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query"
import { sdk } from "../../lib/sdk"

export type AuditEntry = {
  id: string
  created_at: string
  actor_type: "customer" | "user" | "api-key" | "system" | "provider"
  actor_id: string
  action: string
  subject_type: string
  subject_id: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  why: string | null
  person_id: string | null
  digest: string
  /** Only when asked for. */
  personal?: Record<string, unknown> | null
  personal_erased?: boolean
}

export type AuditLogParams = {
  limit: number
  offset: number
  order: string
  q?: string
  actor_type?: string[]
  action?: string
  subject_type?: string
  subject_id?: string
  actor_id?: string
  from?: string
  to?: string
}

export type Verification = {
  ok: boolean
  checked: number
  unsealed: number
  heads_checked: number
  missing_heads: string[]
  first_problem?: { kind: string; seq: number | null; entry_id: string | null; message: string }
}

export function useAuditLog(params: AuditLogParams) {
  return useQuery({
    queryKey: ["audit-log", params],
    queryFn: () =>
      sdk.client.fetch<{ audit_entries: AuditEntry[]; count: number }>("/admin/audit-log", { query: params }),
    placeholderData: keepPreviousData,
  })
}

/** A mutation and not a query: each reading is audited, so it happens on a click and never by itself. */
export function useReadPersonal() {
  return useMutation({
    mutationFn: async (id: string) => {
      const { audit_entry } = await sdk.client.fetch<{ audit_entry: AuditEntry }>(`/admin/audit-log/${id}`, {
        query: { personal: true },
      })
      return audit_entry
    },
  })
}

export function useVerifyAuditLog() {
  return useMutation({
    mutationFn: () => sdk.client.fetch<Verification>("/admin/audit-log/verify", { method: "POST", body: {} }),
  })
}
