import { Input, Label, Select, Switch, Text, Textarea } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { LIMIT_BUCKETS, NUMBER_FACTS, ROUTES, STRAIN_TYPES, TEXT_FACTS } from "../../lib/fact-names"
import type { FactsDraft } from "../lib/facts-form"

type FactsFieldsProps = { draft: FactsDraft; onChange: (field: string, value: string | boolean) => void }

// Select knows no empty value.
const UNKNOWN = "unknown"

/** The inputs of the form, in the order in which a label is read. */
export const FactsFields = ({ draft, onChange }: FactsFieldsProps) => {
  const { t } = useTranslation("compliance")

  const choice = (field: string, values: readonly string[], texts: string, nullable = true) => (
    <div key={field} className="flex flex-col gap-y-1">
      <Label size="small" htmlFor={field}>
        {t(`facts.${field}`)}
      </Label>
      <Select
        value={(draft[field] as string) || (nullable ? UNKNOWN : undefined)}
        onValueChange={(value) => onChange(field, value === UNKNOWN ? "" : value)}
      >
        <Select.Trigger id={field}>
          <Select.Value placeholder={t("form.unknown")} />
        </Select.Trigger>
        <Select.Content>
          {nullable && <Select.Item value={UNKNOWN}>{t("form.unknown")}</Select.Item>}
          {values.map((value) => (
            <Select.Item key={value} value={value}>
              {t(`${texts}.${value}`)}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )

  const flag = (field: string) => (
    <div key={field} className="flex items-center justify-between">
      <Label size="small" htmlFor={field}>
        {t(`facts.${field}`)}
      </Label>
      <Switch id={field} checked={draft[field] as boolean} onCheckedChange={(value) => onChange(field, value)} />
    </div>
  )

  const input = (field: string, label = t(`facts.${field}`), numeric = false) => (
    <div key={field} className="flex flex-col gap-y-1">
      <Label size="small" htmlFor={field}>
        {label}
      </Label>
      <Input
        id={field}
        size="small"
        inputMode={numeric ? "decimal" : "text"}
        placeholder={t("form.unknown")}
        value={draft[field] as string}
        onChange={({ target }) => onChange(field, target.value)}
      />
    </div>
  )

  return (
    <div className="flex flex-col gap-y-4">
      {choice("limit_bucket", LIMIT_BUCKETS, "buckets", false)}
      {choice("route", ROUTES, "routes")}
      {flag("is_infused")}
      {flag("is_low_dose_liquid")}
      <div className="grid grid-cols-2 gap-4">{NUMBER_FACTS.map((field) => input(field, undefined, true))}</div>
      {choice("strain_type", STRAIN_TYPES, "strainTypes")}
      {TEXT_FACTS.map((field) => input(field))}
      {input("lot")}
      <Text size="xsmall" className="text-ui-fg-subtle">
        {t("form.lotHint")}
      </Text>
      <div className="flex flex-col gap-y-1">
        <Label size="small" htmlFor="why">
          {t("form.why")}
        </Label>
        <Textarea id="why" value={draft.why as string} onChange={({ target }) => onChange("why", target.value)} />
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("form.whyHint")}
        </Text>
      </div>
    </div>
  )
}
