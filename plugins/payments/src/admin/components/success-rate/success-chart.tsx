import { useTranslation } from "react-i18next"
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { SuccessRate } from "./use-success-rate"

const OUTCOMES = ["succeeded", "declined", "failed", "open"] as const
const COLORS = { succeeded: "#10b981", declined: "#f59e0b", failed: "#ef4444", open: "#9ca3af" }

/** Attempts of all providers by day or hour, stacked by what came of them. */
export const SuccessChart = ({ buckets, isHourly }: { buckets: SuccessRate["buckets"]; isHourly: boolean }) => {
  const { t, i18n } = useTranslation()
  const byTime = new Map<string, Record<(typeof OUTCOMES)[number], number>>()
  for (const bucket of buckets) {
    const sum = byTime.get(bucket.at) ?? { succeeded: 0, declined: 0, failed: 0, open: 0 }
    OUTCOMES.forEach((outcome) => (sum[outcome] += bucket[outcome]))
    byTime.set(bucket.at, sum)
  }
  const format: Intl.DateTimeFormatOptions = isHourly ? { hour: "2-digit" } : { month: "short", day: "numeric" }
  const data = [...byTime].map(([at, counts]) => ({
    at: new Date(at).toLocaleString(i18n.language, { ...format, timeZone: "UTC" }),
    ...counts,
  }))
  return (
    <div className="h-64 w-full px-6 py-4" role="img" aria-label={t("payments.success.chart")}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data}>
          <CartesianGrid vertical={false} strokeOpacity={0.3} />
          <XAxis dataKey="at" fontSize={12} />
          <YAxis allowDecimals={false} fontSize={12} width={32} />
          <Tooltip />
          <Legend />
          {OUTCOMES.map((outcome) => (
            <Bar
              key={outcome}
              dataKey={outcome}
              name={t(`payments.success.${outcome}`)}
              stackId="attempts"
              fill={COLORS[outcome]}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
