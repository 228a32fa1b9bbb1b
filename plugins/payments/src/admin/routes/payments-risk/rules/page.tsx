import { Button, StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { Loaded, RiskPage, useDate } from "../../../components/risk/parts"
import { RulesEditor } from "../../../components/risk/rules-editor"
import { useFeatures, useRuleSets, type RiskRuleSet } from "../../../components/risk/use-risk"
import en from "../../../i18n/json/payments.en.json"

const COLORS = { draft: "orange", active: "green", retired: "grey" } as const

/** All versions of the rules, and the editor. A version that was activated is the beginning of a new draft. */
const RiskRulesPage = () => {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const { data, isPending, error, refetch } = useRuleSets()
  const features = useFeatures()
  const sets = data?.risk_rule_sets ?? []
  const opened = params.get("id")
  const chosen = sets.find(({ id }) => id === opened)
  const active = sets.find(({ state }) => state === "active")
  const start = chosen ?? active ?? (data && { ...data.built_in, name: t("payments.risk.rules.builtIn") })
  const startName = chosen?.name ?? t("payments.risk.rules.newName")

  return (
    <RiskPage title={t("payments.risk.rules.title")} hint={t("payments.risk.rules.hint")}>
      <Loaded
        isPending={isPending || features.isPending}
        error={error ?? features.error}
        onRetry={() => void Promise.all([refetch(), features.refetch()])}
      >
        <div className="flex flex-col gap-y-2 px-6 py-4">
          {!active && <Text size="small">{t("payments.risk.rules.builtInActive")}</Text>}
          {sets.map((set) => (
            <SetRow key={set.id} set={set} onOpen={() => setParams({ id: set.id })} />
          ))}
        </div>
        {start && features.data && (
          <RulesEditor
            key={`${chosen?.id ?? "new"} ${chosen?.state}`}
            features={features.data.risk_features}
            start={{ name: startName, review_at: start.review_at, block_at: start.block_at, rules: start.rules }}
            draft={chosen?.state === "draft" ? chosen : null}
            onSaved={(id) => setParams({ id })}
          />
        )}
      </Loaded>
    </RiskPage>
  )
}

const SetRow = ({ set, onOpen }: { set: RiskRuleSet; onOpen: () => void }) => {
  const { t } = useTranslation()
  const date = useDate()
  return (
    <div className="flex items-center gap-x-3">
      <Button size="small" variant="transparent" onClick={onOpen}>
        {t("payments.risk.rules.version", { version: set.version, name: set.name })}
      </Button>
      <StatusBadge color={COLORS[set.state]}>{t(`payments.risk.rules.states.${set.state}`)}</StatusBadge>
      <Text size="small" className="text-ui-fg-subtle">
        {[set.activated_at && date(set.activated_at), set.activated_why].filter(Boolean).join(" · ")}
      </Text>
    </div>
  )
}

export const handle = { breadcrumb: () => en.payments.risk.rules.title }

export default RiskRulesPage
