import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "./sdk"

export const STATUSES = ["pending", "approved", "rejected", "expired", "withdrawn"] as const
export type Status = (typeof STATUSES)[number]

export type AgeVerification = {
  id: string
  customer_id: string
  status: Status
  birth_date: string | null
  first_name: string | null
  last_name: string | null
  decided_by: string | null
  decided_at: string | null
  reason: string | null
  expires_at: string | null
  created_at: string
  customer: { id: string; email: string | null; first_name: string | null; last_name: string | null } | null
}

export type ListQuery = {
  limit: number
  offset?: number
  order?: string
  status?: string[]
  customer_id?: string
  q?: string
}

type ListAnswer = { age_verifications: AgeVerification[]; count: number; offset: number; limit: number }
type OneAnswer = { age_verification: AgeVerification }
type Decision = { id: string } & ({ action: "approve" } | { action: "reject"; reason: string })

const KEY = "age-verifications"

export const useAgeVerifications = (query: ListQuery) =>
  useQuery({
    queryKey: [KEY, "list", query],
    queryFn: () => sdk.client.fetch<ListAnswer>("/admin/age-verifications", { query }),
    placeholderData: keepPreviousData,
  })

export const useAgeVerification = (id: string | null) =>
  useQuery({
    queryKey: [KEY, "detail", id],
    queryFn: () => sdk.client.fetch<OneAnswer>(`/admin/age-verifications/${id}`),
    enabled: id !== null,
  })

/** The name to show for whoever decided: a member of staff by e-mail, anything else by its id. */
export const useDecider = (decidedBy: string | null | undefined) => {
  const isStaff = Boolean(decidedBy?.startsWith("user_"))
  const { data } = useQuery({
    queryKey: [KEY, "decider", decidedBy],
    queryFn: () => sdk.admin.user.retrieve(decidedBy!, { fields: "id,email" }),
    enabled: isStaff,
    // A member of staff who has left is shown by id: nothing to ask again for.
    retry: false,
  })
  return data?.user.email ?? decidedBy ?? undefined
}

export const useDecide = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...decision }: Decision) =>
      sdk.client.fetch<OneAnswer>(`/admin/age-verifications/${id}/${decision.action}`, {
        method: "POST",
        body: decision.action === "reject" ? { reason: decision.reason } : {},
      }),
    // Also after a failure: a colleague may have decided first, and the list then shows how.
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}

export const nameOf = ({ first_name, last_name }: Pick<AgeVerification, "first_name" | "last_name">) =>
  [first_name, last_name].filter(Boolean).join(" ") || undefined
