import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ChartBar } from "@medusajs/icons"
import { Container, Heading, Select, Skeleton, Table, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { LoadError } from "../../components/load-error"
import { SuccessChart } from "../../components/success-rate/success-chart"
import { type SuccessRate, useSuccessRate } from "../../components/success-rate/use-success-rate"
import en from "../../i18n/json/payments.en.json"

const PERIODS = ["1", "7", "30", "90"]

/** How many payments succeed, and why others do not. */
const PaymentSuccessPage = () => {
  const { t } = useTranslation()
  const [days, setDays] = useState("7")
  const { data, isPending, error, refetch } = useSuccessRate(Number(days))
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading>{t("payments.success.title")}</Heading>
        <Select size="small" value={days} onValueChange={setDays}>
          <Select.Trigger aria-label={t("payments.success.period")} className="w-40">
            <Select.Value />
          </Select.Trigger>
          <Select.Content>
            {PERIODS.map((period) => (
              <Select.Item key={period} value={period}>
                {t(`payments.success.periods.${period}`)}
              </Select.Item>
            ))}
          </Select.Content>
        </Select>
      </div>
      {error ? (
        <LoadError heading={t("payments.success.loadFailed")} error={error} onRetry={() => refetch()} />
      ) : isPending ? (
        <Skeleton className="m-6 h-64" />
      ) : data.providers.length ? (
        <>
          <SuccessChart buckets={data.buckets} isHourly={days === "1"} />
          <ProviderTable providers={data.providers} />
          <Reasons providers={data.providers} />
        </>
      ) : (
        <Text size="small" className="text-ui-fg-subtle px-6 py-8 text-center">
          {t("payments.success.empty")}
        </Text>
      )}
    </Container>
  )
}

const ProviderTable = ({ providers }: Pick<SuccessRate, "providers">) => {
  const { t, i18n } = useTranslation()
  const percent = (rate: number | null) =>
    rate === null ? "–" : rate.toLocaleString(i18n.language, { style: "percent", maximumFractionDigits: 1 })
  const columns = ["attempts", "succeeded", "declined", "failed", "open"] as const
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>{t("payments.success.provider")}</Table.HeaderCell>
          {columns.map((column) => (
            <Table.HeaderCell key={column}>{t(`payments.success.${column}`)}</Table.HeaderCell>
          ))}
          <Table.HeaderCell>{t("payments.success.rate")}</Table.HeaderCell>
          <Table.HeaderCell>{t("payments.success.payableRate")}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {providers.map((row) => (
          <Table.Row key={row.provider}>
            <Table.Cell>{t(`payments.panel.gateways.${row.provider}`)}</Table.Cell>
            {columns.map((column) => (
              <Table.Cell key={column}>{row[column]}</Table.Cell>
            ))}
            <Table.Cell>{percent(row.success_rate)}</Table.Cell>
            <Table.Cell>{percent(row.payable_success_rate)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}

const Reasons = ({ providers }: Pick<SuccessRate, "providers">) => {
  const { t } = useTranslation()
  const reasons = providers.flatMap(({ provider, reasons }) => reasons.map((reason) => ({ provider, ...reason })))
  if (!reasons.length) {
    return null
  }
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Text size="small" weight="plus">
        {t("payments.success.reasons")}
      </Text>
      {reasons.map(({ provider, outcome, code, message, count }) => (
        <Text key={`${provider} ${outcome} ${code}`} size="small">
          {count} × {t(`payments.panel.gateways.${provider}`)}, {t(`payments.success.${outcome}`)}
          {code && ` (${code})`}: {message}
        </Text>
      ))}
    </div>
  )
}

export const config = defineRouteConfig({
  label: "payments.success.title",
  translationNs: "translation",
  icon: ChartBar,
})

export const handle = { breadcrumb: () => en.payments.success.title }

export default PaymentSuccessPage
