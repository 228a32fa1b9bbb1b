import { Button, StatusBadge, Table, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Loaded, ReasonForm, RiskPage, useDate } from "../../../components/risk/parts"
import { useModels, useRiskChange, type RiskModel } from "../../../components/risk/use-risk"
import en from "../../../i18n/json/payments.en.json"

/** What the learned models are worth, and the switch. */
const RiskModelsPage = () => {
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useModels()
  const [switching, setSwitching] = useState<RiskModel | null>(null)
  const failed = ({ message }: Error) => toast.error(message)
  const train = useRiskChange(() => ({ path: "/models/train" }))
  const change = useRiskChange(({ model, reason }: { model: RiskModel; reason: string }) => ({
    path: `/models/${model.id}/${model.is_active ? "deactivate" : "activate"}`,
    body: { reason },
  }))
  const trainNow = () =>
    train.mutate(undefined, {
      onSuccess: ({ training }) =>
        training.model_id
          ? toast.success(t("payments.risk.models.trained"))
          : toast.info(t("payments.risk.models.tooLittle")),
      onError: failed,
    })
  const nameOfSwitch = (model: RiskModel) => t(`payments.risk.models.${model.is_active ? "off" : "on"}`)

  return (
    <RiskPage title={t("payments.risk.models.title")} hint={t("payments.risk.models.hint")}>
      <Loaded isPending={isPending} error={error} onRetry={() => refetch()}>
        <div className="flex items-center justify-between px-6 py-4">
          <Text size="small">{data && t("payments.risk.models.known", data.training)}</Text>
          <Button size="small" variant="secondary" isLoading={train.isPending} onClick={trainNow}>
            {t("payments.risk.models.train")}
          </Button>
        </div>
        {data?.risk_models.length ? (
          <ModelTable models={data.risk_models} nameOfSwitch={nameOfSwitch} onSwitch={setSwitching} />
        ) : (
          <Text size="small" className="px-6 py-4">
            {t("payments.risk.models.empty")}
          </Text>
        )}
        {switching && (
          <div className="px-6 py-4">
            <ReasonForm
              label={nameOfSwitch(switching)}
              isPending={change.isPending}
              onCancel={() => setSwitching(null)}
              onSay={(reason) =>
                change.mutate({ model: switching, reason }, { onSuccess: () => setSwitching(null), onError: failed })
              }
            />
          </div>
        )}
      </Loaded>
    </RiskPage>
  )
}

type TableProps = {
  models: RiskModel[]
  nameOfSwitch: (model: RiskModel) => string
  onSwitch: (model: RiskModel) => void
}

const ModelTable = ({ models, nameOfSwitch, onSwitch }: TableProps) => {
  const { t, i18n } = useTranslation()
  const date = useDate()
  const percent = (share: number | null) =>
    share === null ? "-" : new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share)
  const heads = ["version", "trainedAt", "learnedFrom", "precision", "recall", "threshold", "heaviest", "state"]
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          {heads.map((name) => (
            <Table.HeaderCell key={name}>{t(`payments.risk.models.${name}`)}</Table.HeaderCell>
          ))}
          <Table.HeaderCell />
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {models.map((model) => (
          <Table.Row key={model.id}>
            <Table.Cell>{model.version}</Table.Cell>
            <Table.Cell>{date(model.trained_at)}</Table.Cell>
            <Table.Cell>{t("payments.risk.models.counts", model)}</Table.Cell>
            <Table.Cell>{percent(model.metrics.precision)}</Table.Cell>
            <Table.Cell>{percent(model.metrics.recall)}</Table.Cell>
            <Table.Cell>{model.metrics.threshold}</Table.Cell>
            <Table.Cell>{heaviest(model).join(", ")}</Table.Cell>
            <Table.Cell>
              <StatusBadge color={model.is_active ? "green" : "grey"}>
                {t(`payments.risk.models.${model.is_active ? "isOn" : "isOff"}`)}
              </StatusBadge>
            </Table.Cell>
            <Table.Cell>
              <Button size="small" variant="transparent" onClick={() => onSwitch(model)}>
                {nameOfSwitch(model)}
              </Button>
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}

/** The three features that the model goes by most. */
const heaviest = ({ parameters: { features, weights } }: RiskModel) =>
  features
    .map((name, n) => ({ name, weight: Math.abs(weights[n]) }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, 3)
    .map(({ name }) => name)

export const handle = { breadcrumb: () => en.payments.risk.models.title }

export default RiskModelsPage
