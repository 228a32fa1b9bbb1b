import { Button, Container, Heading, Select, Skeleton, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { moneyText } from "./money"
import { useDays, type Day } from "./use-reconciliation"

const SERIES = [
  ["captured_cents", "var(--tag-green-icon)"],
  ["refunded_cents", "var(--tag-orange-icon)"],
  ["settled_cents", "var(--tag-blue-icon)"],
  ["fee_cents", "var(--tag-red-icon)"],
] as const

/** What was captured, refunded, settled and kept as fees on each of the last thirty days. */
export const DayChart = () => {
  const { t } = useTranslation()
  const { data, isPending, isError, error, refetch } = useDays()
  const [chosen, setChosen] = useState<string>()
  const lines = [...new Set((data?.days ?? []).map(keyOf))].sort()
  const shown = chosen && lines.includes(chosen) ? chosen : lines[0]

  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("payments.reconciliation.chart.title")}</Heading>
        {lines.length > 1 && (
          <div className="w-56">
            <Select size="small" value={shown} onValueChange={setChosen}>
              <Select.Trigger aria-label={t("payments.reconciliation.chart.service")}>
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {lines.map((line) => (
                  <Select.Item key={line} value={line}>
                    {line}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          </div>
        )}
      </div>
      <div className="px-6 py-4">
        {isPending && <Skeleton className="h-64 w-full" />}
        {isError && (
          <div className="flex flex-col items-start gap-y-3" role="alert">
            <Text size="small" className="text-ui-fg-error">
              {t("payments.reconciliation.chart.failed", { message: error.message })}
            </Text>
            <Button size="small" variant="secondary" onClick={() => refetch()}>
              {t("payments.reconciliation.retry")}
            </Button>
          </div>
        )}
        {data && !shown && <Text className="text-ui-fg-subtle">{t("payments.reconciliation.chart.empty")}</Text>}
        {data && shown && <Bars days={data.days.filter((day) => keyOf(day) === shown)} />}
      </div>
    </Container>
  )
}

const keyOf = ({ provider, currency_code }: Day) => `${provider} · ${currency_code.toUpperCase()}`

const Bars = ({ days }: { days: Day[] }) => {
  const { t, i18n } = useTranslation()
  const [{ currency_code }] = days
  const money = (cents: unknown) => moneyText(Number(cents), currency_code, i18n.language)
  return (
    <div className="h-64" role="img" aria-label={t("payments.reconciliation.chart.title")}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={days}>
          <CartesianGrid vertical={false} stroke="var(--border-base)" />
          <XAxis dataKey="day" tickFormatter={(day: string) => day.slice(5)} fontSize={12} />
          <YAxis tickFormatter={money} width={90} fontSize={12} />
          <Tooltip formatter={money} />
          <Legend />
          {SERIES.map(([key, color]) => (
            <Bar key={key} dataKey={key} fill={color} name={t(`payments.reconciliation.chart.${key}`)} />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
