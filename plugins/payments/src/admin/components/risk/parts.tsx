import { Alert, Button, Container, Heading, Label, Skeleton, StatusBadge, Text, Textarea } from "@medusajs/ui"
import { useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "react-router-dom"
import type { Decision, ReviewState } from "./use-risk"

const PAGES = [
  ["/payments-risk", "payments.risk.queue.title"],
  ["/payments-risk/rules", "payments.risk.rules.title"],
  ["/payments-risk/models", "payments.risk.models.title"],
] as const

/** Head of the three pages, with the way to the others. */
export const RiskPage = ({ title, hint, children }: { title: string; hint: string; children: ReactNode }) => {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
        <div>
          <Heading>{title}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {hint}
          </Text>
        </div>
        <nav className="flex gap-x-2">
          {PAGES.filter(([path]) => path !== pathname).map(([path, name]) => (
            <Button key={path} size="small" variant="secondary" asChild>
              <Link to={path}>{t(name)}</Link>
            </Button>
          ))}
        </nav>
      </div>
      {children}
    </Container>
  )
}

type LoadedProps = { isPending: boolean; error: Error | null; onRetry: () => void; children: ReactNode }

/** What is loading, what could not be loaded and why, or what was. */
export const Loaded = ({ isPending, error, onRetry, children }: LoadedProps) => {
  const { t } = useTranslation()
  if (error) {
    return (
      <div className="flex flex-col items-start gap-y-3 px-6 py-4" role="alert">
        <Alert variant="error">
          {t("payments.risk.loadFailed")}: {error.message}
        </Alert>
        <Button size="small" variant="secondary" onClick={onRetry}>
          {t("payments.risk.retry")}
        </Button>
      </div>
    )
  }
  return isPending ? (
    <div className="px-6 py-4">
      <Skeleton className="h-32 w-full" />
    </div>
  ) : (
    <>{children}</>
  )
}

const DECISION_COLORS = { allow: "green", review: "orange", block: "red" } as const
const REVIEW_COLORS = {
  none: "grey",
  pending: "orange",
  rejecting: "orange",
  cleared: "green",
  rejected: "red",
  withdrawn: "grey",
} as const

export const DecisionBadge = ({ decision }: { decision: Decision }) => {
  const { t } = useTranslation()
  return <StatusBadge color={DECISION_COLORS[decision]}>{t(`payments.risk.decisions.${decision}`)}</StatusBadge>
}

export const ReviewBadge = ({ state }: { state: ReviewState }) => {
  const { t } = useTranslation()
  return <StatusBadge color={REVIEW_COLORS[state]}>{t(`payments.risk.reviews.${state}`)}</StatusBadge>
}

export const useMoney = () => {
  const { i18n } = useTranslation()
  return (cents: number, currency: string) =>
    new Intl.NumberFormat(i18n.language, { style: "currency", currency }).format(cents / 100)
}

export const useDate = () => {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" })
  return (value: string | null) => (value ? format.format(new Date(value)) : "-")
}

type ReasonProps = { label: string; isPending: boolean; onCancel: () => void; onSay: (reason: string) => void }

/** Why staff do something that is audited. */
export const ReasonForm = ({ label, isPending, onCancel, onSay }: ReasonProps) => {
  const { t } = useTranslation()
  const [reason, setReason] = useState("")
  return (
    <div className="flex w-full flex-col gap-y-2">
      <Label htmlFor="payments-risk-reason" size="small" weight="plus">
        {t("payments.risk.reason")}
      </Label>
      <Textarea
        id="payments-risk-reason"
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <div className="flex justify-end gap-x-2">
        <Button size="small" variant="secondary" disabled={isPending} onClick={onCancel}>
          {t("payments.risk.cancel")}
        </Button>
        <Button
          size="small"
          isLoading={isPending}
          disabled={reason.trim().length < 3}
          onClick={() => onSay(reason.trim())}
        >
          {label}
        </Button>
      </div>
    </div>
  )
}
