import { ArrowPath } from "@medusajs/icons"
import { Button, Input, Select, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useSources, useStartRun } from "./use-reconciliation"

/** Service, day and the button that reconciles it. Without a day it is yesterday. */
export const StartRun = () => {
  const { t } = useTranslation()
  const { data: sources = [] } = useSources()
  const start = useStartRun()
  const [provider, setProvider] = useState<string>()
  const [day, setDay] = useState("")
  const chosen = provider ?? sources[0]?.provider

  const run = () =>
    chosen &&
    start.mutate(
      { provider: chosen, ...(day && { day }) },
      {
        onSuccess: () => toast.success(t("payments.reconciliation.start.started")),
        onError: ({ message }) => toast.error(message),
      }
    )

  return (
    <div className="flex items-center gap-x-2">
      <div className="w-40">
        <Select size="small" value={chosen} onValueChange={setProvider} disabled={!sources.length}>
          <Select.Trigger aria-label={t("payments.reconciliation.start.service")}>
            <Select.Value />
          </Select.Trigger>
          <Select.Content>
            {sources.map((source) => (
              <Select.Item key={source.provider} value={source.provider}>
                {source.provider}
              </Select.Item>
            ))}
          </Select.Content>
        </Select>
      </div>
      <Input
        size="small"
        type="date"
        aria-label={t("payments.reconciliation.start.day")}
        value={day}
        onChange={({ target }) => setDay(target.value)}
      />
      <Button size="small" variant="secondary" disabled={!chosen} isLoading={start.isPending} onClick={run}>
        <ArrowPath />
        {t("payments.reconciliation.start.action")}
      </Button>
    </div>
  )
}
