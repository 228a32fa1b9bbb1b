import { Skeleton, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { moneyText } from "../../lib/money"
import { LoadError } from "../load-error"
import { type LedgerEntry, useTimeline } from "./use-payment-panel"

const COLORS = { succeeded: "green", pending: "blue", declined: "red", failed: "red", unknown: "orange" } as const
const FEW = 6

/** Everything that the payment services were asked and told us about the order, newest first. */
export const Timeline = ({ orderId }: { orderId: string }) => {
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useTimeline(orderId)
  const [isWhole, setWhole] = useState(false)
  if (error) {
    return <LoadError heading={t("payments.panel.timelineFailed")} error={error} onRetry={() => refetch()} />
  }
  if (isPending) {
    return <Skeleton className="m-6 h-24" />
  }
  const entries = isWhole ? data.ledger_entries : data.ledger_entries.slice(0, FEW)
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <Text size="small" weight="plus">
        {t("payments.panel.timeline")}
      </Text>
      {!entries.length && (
        <Text size="small" className="text-ui-fg-subtle">
          {t("payments.panel.timelineEmpty")}
        </Text>
      )}
      <ol className="flex flex-col gap-y-3">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {data.ledger_entries.length > FEW && (
        <button className="txt-small text-ui-fg-interactive text-left" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("payments.panel.less") : t("payments.panel.more", { count: data.count })}
        </button>
      )}
    </div>
  )
}

const Entry = ({ entry }: { entry: LedgerEntry }) => {
  const { t, i18n } = useTranslation()
  const { kind, voids, outcome, source, provider, amount_cents, currency_code, code, provider_status } = entry
  const what = t(`payments.panel.kinds.${voids ? `${kind}_${voids}` : kind}`, { defaultValue: kind })
  const who = t(`payments.panel.sources.${source}`, { provider: t(`payments.panel.gateways.${provider}`) })
  const said = code
    ? t(`payments.panel.codes.${code}`, { defaultValue: t("payments.panel.code", { code }) })
    : provider_status
  return (
    <li className="flex items-start justify-between gap-x-2">
      <div>
        <Text size="small">
          {what} {amount_cents > 0 && moneyText(amount_cents, currency_code, i18n.language)}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {[new Date(entry.occurred_at).toLocaleString(i18n.language), who, said].filter(Boolean).join(" · ")}
        </Text>
      </div>
      <StatusBadge color={COLORS[outcome]}>{t(`payments.panel.outcomes.${outcome}`)}</StatusBadge>
    </li>
  )
}
