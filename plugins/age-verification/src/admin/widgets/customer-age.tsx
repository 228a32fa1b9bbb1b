import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { AgeStatusBadge } from "../components/age-status-badge"
import { LoadError } from "../components/load-error"
import { dateTime } from "../components/verification-facts"
import { useAgeVerifications } from "../lib/age-verifications"

/** On a customer's page: whether their age is confirmed, and the way to the check. */
const CustomerAge = ({ data: customer }: { data: { id: string } }) => {
  const { t, i18n } = useTranslation("age-verification")
  const { data, isPending, error, refetch } = useAgeVerifications({
    customer_id: customer.id,
    limit: 1,
    order: "-created_at",
  })
  const verification = data?.age_verifications[0]

  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("widget.heading")}</Heading>
        {verification && <AgeStatusBadge verification={verification} />}
      </div>
      {error ? (
        <LoadError heading={t("error.one")} error={error} onRetry={() => refetch()} />
      ) : isPending ? (
        <div className="px-6 py-4">
          <Skeleton className="h-8 w-full" />
        </div>
      ) : verification ? (
        <div className="flex items-center justify-between px-6 py-4">
          <Text size="small" className="text-ui-fg-subtle">
            {verification.expires_at
              ? `${t("fields.validUntil")} ${dateTime(verification.expires_at, i18n.language)}`
              : `${t("fields.requested")} ${dateTime(verification.created_at, i18n.language)}`}
          </Text>
          <Button size="small" variant="secondary" asChild>
            <Link to={`/age-verifications?id=${verification.id}`}>{t("actions.open")}</Link>
          </Button>
        </div>
      ) : (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("widget.none")}
        </Text>
      )}
    </Container>
  )
}

export const config = defineWidgetConfig({
  id: "age-verification.customer-age",
  zone: "customer.details.side.before",
})

export default CustomerAge
