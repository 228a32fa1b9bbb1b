import { Button, Input, Label, Select, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { RULE_OPERATORS } from "../../../lib/risk/words"
import { DryRunPanel } from "./dry-run-panel"
import { ReasonForm } from "./parts"
import { useRiskChange, type RiskFeature, type RiskRule, type RiskRules, type RiskRuleSet } from "./use-risk"

type EditorProps = {
  features: RiskFeature[]
  /** The draft, or what a new draft begins with. */
  start: RiskRules & { name: string }
  draft: RiskRuleSet | null
  onSaved: (id: string) => void
}

const NEW_RULE: RiskRule = { code: "", feature: "amount_cents", operator: "gte", value: 0, points: 10, reason: "" }
const hasValue = (operator: RiskRule["operator"]) => operator !== "missing" && operator !== "known"

/** Fields as they are typed; the server says what is wrong with them, by name. */
export const RulesEditor = ({ features, start, draft, onSaved }: EditorProps) => {
  const { t } = useTranslation()
  const [values, setValues] = useState(() => ({ ...start, rules: start.rules.map((rule) => ({ ...rule })) }))
  const [isActivating, setIsActivating] = useState(false)
  const save = useRiskChange((body: RiskRules & { name: string }) => ({
    path: draft ? `/rule-sets/${draft.id}` : "/rule-sets",
    body,
  }))
  const activate = useRiskChange(({ id, reason }: { id: string; reason: string }) => ({
    path: `/rule-sets/${id}/activate`,
    body: { reason },
  }))
  const failed = ({ message }: Error) => toast.error(message)
  const change = (n: number, changes: Partial<RiskRule>) =>
    setValues({ ...values, rules: values.rules.map((rule, at) => (at === n ? { ...rule, ...changes } : rule)) })
  const number = (field: "review_at" | "block_at") => (
    <div className="flex flex-col gap-y-1">
      <Label htmlFor={`risk-${field}`} size="small" weight="plus">
        {t(`payments.risk.rules.${field}`)}
      </Label>
      <Input
        id={`risk-${field}`}
        type="number"
        value={values[field]}
        onChange={({ target }) => setValues({ ...values, [field]: Number(target.value) })}
      />
    </div>
  )
  const saveDraft = () =>
    save.mutate(values, {
      onSuccess: ({ risk_rule_set }) => {
        toast.success(t("payments.risk.rules.saved"))
        onSaved(risk_rule_set.id)
      },
      onError: failed,
    })

  return (
    <div className="flex flex-col gap-y-4 px-6 py-4">
      <div className="grid grid-cols-3 gap-4">
        <div className="flex flex-col gap-y-1">
          <Label htmlFor="risk-name" size="small" weight="plus">
            {t("payments.risk.rules.name")}
          </Label>
          <Input
            id="risk-name"
            value={values.name}
            onChange={({ target }) => setValues({ ...values, name: target.value })}
          />
        </div>
        {number("review_at")}
        {number("block_at")}
      </div>
      {values.rules.map((rule, n) => (
        <RuleRow
          key={n}
          rule={rule}
          features={features}
          onChange={(changes) => change(n, changes)}
          onRemove={() => setValues({ ...values, rules: values.rules.filter((_, at) => at !== n) })}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="secondary"
          onClick={() => setValues({ ...values, rules: [...values.rules, NEW_RULE] })}
        >
          {t("payments.risk.rules.add")}
        </Button>
        <Button size="small" variant="secondary" isLoading={save.isPending} onClick={saveDraft}>
          {t("payments.risk.rules.save")}
        </Button>
        {draft && !isActivating && (
          <Button size="small" onClick={() => setIsActivating(true)}>
            {t("payments.risk.rules.activate")}
          </Button>
        )}
      </div>
      {save.error && (
        <Text size="small" className="text-ui-fg-error" role="alert">
          {save.error.message}
        </Text>
      )}
      {draft && isActivating && (
        <ReasonForm
          label={t("payments.risk.rules.activate")}
          isPending={activate.isPending}
          onCancel={() => setIsActivating(false)}
          onSay={(reason) =>
            activate.mutate(
              { id: draft.id, reason },
              { onSuccess: () => toast.success(t("payments.risk.rules.activated")), onError: failed }
            )
          }
        />
      )}
      <DryRunPanel rules={values} />
    </div>
  )
}

type RowProps = {
  rule: RiskRule
  features: RiskFeature[]
  onChange: (changes: Partial<RiskRule>) => void
  onRemove: () => void
}

const RuleRow = ({ rule, features, onChange, onRemove }: RowProps) => {
  const { t } = useTranslation()
  const name = (field: string) => `${t(`payments.risk.rules.${field}`)} ${rule.code}`.trim()
  const changeOperator = (operator: RiskRule["operator"]) =>
    onChange({ operator, value: hasValue(operator) ? (rule.value ?? 0) : null })
  return (
    <div className="grid grid-cols-12 items-center gap-2">
      <Input
        className="col-span-2"
        aria-label={name("code")}
        placeholder={t("payments.risk.rules.code")}
        value={rule.code}
        onChange={({ target }) => onChange({ code: target.value })}
      />
      <Choice
        className="col-span-3"
        label={name("feature")}
        value={rule.feature}
        options={features.map(({ name, description }) => [name, description])}
        onChange={(feature) => onChange({ feature: feature as RiskRule["feature"] })}
      />
      <Choice
        label={name("operator")}
        value={rule.operator}
        options={RULE_OPERATORS.map((operator) => [operator, t(`payments.risk.operators.${operator}`)])}
        onChange={(operator) => changeOperator(operator as RiskRule["operator"])}
      />
      <Input
        type="number"
        aria-label={name("value")}
        disabled={!hasValue(rule.operator)}
        value={rule.value ?? ""}
        onChange={({ target }) => onChange({ value: Number(target.value) })}
      />
      <Input
        type="number"
        aria-label={name("pointsField")}
        value={rule.points}
        onChange={({ target }) => onChange({ points: Number(target.value) })}
      />
      <div className="col-span-3">
        <Input
          aria-label={name("reasonField")}
          placeholder={t("payments.risk.rules.reasonField")}
          value={rule.reason}
          onChange={({ target }) => onChange({ reason: target.value })}
        />
      </div>
      <Button size="small" variant="transparent" aria-label={name("remove")} onClick={onRemove}>
        {t("payments.risk.rules.remove")}
      </Button>
    </div>
  )
}

type ChoiceProps = {
  label: string
  value: string
  options: [string, string][]
  className?: string
  onChange: (value: string) => void
}

const Choice = ({ label, value, options, className, onChange }: ChoiceProps) => (
  <div className={className}>
    <Select value={value} onValueChange={onChange}>
      <Select.Trigger aria-label={label}>
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        {options.map(([option, text]) => (
          <Select.Item key={option} value={option}>
            {text}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  </div>
)
