import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { RiskFeatureName } from "../../../lib/risk/features"
import type { RISK_DECISIONS, RISK_REVIEW_STATES, RULE_OPERATORS } from "../../../lib/risk/words"
import { sdk } from "../../lib/sdk"

export type Decision = (typeof RISK_DECISIONS)[number]
export type ReviewState = (typeof RISK_REVIEW_STATES)[number]
type Reason = { code: string; points: number; reason: string }

export type RiskAssessment = {
  id: string
  order_id: string | null
  customer_id: string | null
  currency_code: string
  amount_cents: number
  features: Record<string, number | null>
  score: number
  decision: Decision
  reasons: Reason[]
  rule_set_version: number
  model_probability: number | null
  review_state: ReviewState
  verdict_by: string | null
  verdict_why: string | null
  assessed_at: string
}
export type RiskLabel = { id: string; kind: string; is_bad: boolean; note: string | null; labelled_at: string }

export type RiskRule = {
  code: string
  feature: RiskFeatureName
  operator: (typeof RULE_OPERATORS)[number]
  value: number | null
  points: number
  reason: string
}
export type RiskRules = { review_at: number; block_at: number; rules: RiskRule[] }
export type RiskRuleSet = RiskRules & {
  id: string
  version: number
  name: string
  state: "draft" | "active" | "retired"
  activated_at: string | null
  activated_why: string | null
}
export type RiskFeature = { name: RiskFeatureName; unit: string; description: string }

export type RiskModel = {
  id: string
  version: number
  is_active: boolean
  metrics: {
    threshold: number
    precision: number | null
    recall: number | null
    true_positives: number
    false_positives: number
    false_negatives: number
    true_negatives: number
  }
  parameters: { features: string[]; weights: number[] }
  labels_count: number
  bad_count: number
  held_out_count: number
  trained_at: string
}
type Training = { labels_count: number; bad_count: number; labels_needed: number; bad_needed: number }

type Counts = Record<Decision, number>
export type DryRun = {
  sales_count: number
  was: Counts
  would_be: Counts
  bad_would_be: Counts
  count: number
  changes: {
    id: string
    order_id: string | null
    amount_cents: number
    currency_code: string
    assessed_at: string
    is_bad: boolean | null
    decision: Decision
    would_be_decision: Decision
    would_be_reasons: Reason[]
  }[]
}

type Page = { count: number; offset: number; limit: number }
const PATH = "/admin/payments/risk"
const KEY = "payments-risk"

const read = <T>(path: string, query?: Record<string, unknown>) => sdk.client.fetch<T>(`${PATH}${path}`, { query })
const send = <T>(path: string, body: object = {}) => sdk.client.fetch<T>(`${PATH}${path}`, { method: "POST", body })

export const useAssessments = (query: { limit: number; offset: number; review_state?: string[] }) =>
  useQuery({
    queryKey: [KEY, "assessments", query],
    queryFn: () => read<Page & { risk_assessments: RiskAssessment[] }>("/assessments", { state: "placed", ...query }),
    placeholderData: keepPreviousData,
  })

export const useAssessment = (id: string | null) =>
  useQuery({
    queryKey: [KEY, "assessment", id],
    queryFn: () => read<{ risk_assessment: RiskAssessment; labels: RiskLabel[] }>(`/assessments/${id}`),
    enabled: id !== null,
  })

export const useRuleSets = () =>
  useQuery({
    queryKey: [KEY, "rule-sets"],
    queryFn: () =>
      read<Page & { risk_rule_sets: RiskRuleSet[]; built_in: RiskRules & { version: number } }>("/rule-sets", {
        limit: 50,
      }),
  })

export const useFeatures = () =>
  useQuery({
    queryKey: [KEY, "features"],
    queryFn: () => read<{ risk_features: RiskFeature[] }>("/features"),
    staleTime: Infinity,
  })

export const useModels = () =>
  useQuery({
    queryKey: [KEY, "models"],
    queryFn: () => read<Page & { risk_models: RiskModel[]; training: Training }>("/models", { limit: 50 }),
  })

export const useDryRun = () =>
  useMutation({
    mutationFn: (rules: RiskRules & { days: number; limit: number; offset: number }) => send<DryRun>("/dry-run", rules),
  })

/** Any change: afterwards everything is read again, also after a failure, because a colleague may have been first. */
export function useRiskChange<T>(change: (input: T) => { path: string; body?: object }) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: T) => {
      const { path, body } = change(input)
      return send<any>(path, body)
    },
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}
