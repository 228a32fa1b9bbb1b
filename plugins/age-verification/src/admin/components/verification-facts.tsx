import { Skeleton, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { ageOn, storeLocalDate } from "../../lib/age"
import { nameOf, useAgeVerifications, useDecider, type AgeVerification } from "../lib/age-verifications"
import { AgeStatusBadge } from "./age-status-badge"

const EARLIER = 10

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-2 items-start gap-x-4 py-3">
    <Text size="small" weight="plus" leading="compact" className="text-ui-fg-subtle">
      {label}
    </Text>
    <Text as="div" size="small" leading="compact" className="break-words">
      {children}
    </Text>
  </div>
)

export const dateTime = (value: string | null, language: string) =>
  value ? new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(value)) : "-"

/** Everything staff need to decide: who, which date of birth, what became of it, and what was claimed before. */
export const VerificationFacts = ({ verification }: { verification: AgeVerification }) => {
  const { t, i18n } = useTranslation("age-verification")
  const decider = useDecider(verification.decided_by)
  const { customer, birth_date, reason, decided_at, expires_at, created_at, customer_id } = verification
  const today = storeLocalDate(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone)

  return (
    <div className="flex flex-col gap-y-6">
      <div className="divide-y">
        <Fact label={t("fields.status")}>
          <AgeStatusBadge verification={verification} />
        </Fact>
        <Fact label={t("fields.customer")}>
          <Link to={`/customers/${customer_id}`} className="text-ui-fg-interactive">
            {customer?.email ?? customer_id}
          </Link>
        </Fact>
        <Fact label={t("fields.name")}>{nameOf(verification) ?? "-"}</Fact>
        <Fact label={t("fields.birthDate")}>
          {birth_date ? `${birth_date} · ${t("fields.age", { count: ageOn(birth_date, today) })}` : t("erased")}
        </Fact>
        <Fact label={t("fields.requested")}>{dateTime(created_at, i18n.language)}</Fact>
        {decided_at && <Fact label={t("fields.decided")}>{dateTime(decided_at, i18n.language)}</Fact>}
        {decider && <Fact label={t("fields.decidedBy")}>{decider === "system" ? t("decider.system") : decider}</Fact>}
        {reason && <Fact label={t("fields.reason")}>{reason}</Fact>}
        {expires_at && <Fact label={t("fields.validUntil")}>{dateTime(expires_at, i18n.language)}</Fact>}
      </div>
      <OtherRequests verification={verification} />
    </div>
  )
}

/** A date of birth that changes from one request to the next is what staff should see first. */
const OtherRequests = ({ verification }: { verification: AgeVerification }) => {
  const { t, i18n } = useTranslation("age-verification")
  const { data, isPending, error } = useAgeVerifications({
    customer_id: verification.customer_id,
    limit: EARLIER,
    order: "-created_at",
  })
  const others = data?.age_verifications.filter(({ id }) => id !== verification.id) ?? []
  if (isPending) {
    return <Skeleton className="h-16 w-full" />
  }
  if (error || !others.length) {
    return error ? <Text size="small">{error.message}</Text> : null
  }

  return (
    <div>
      <Text size="small" weight="plus">
        {t("fields.earlier")}
      </Text>
      <ul className="divide-y">
        {others.map((other) => (
          <li key={other.id} className="flex items-center justify-between gap-x-2 py-2">
            <Text size="small">{other.birth_date ?? t("erased")}</Text>
            <Text size="small" className="text-ui-fg-subtle">
              {dateTime(other.created_at, i18n.language)}
            </Text>
            <AgeStatusBadge verification={other} />
          </li>
        ))}
      </ul>
    </div>
  )
}
