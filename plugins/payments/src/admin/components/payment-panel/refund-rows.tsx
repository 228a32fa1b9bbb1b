import { Button, StatusBadge, Text, toast } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { moneyText } from "../../lib/money"
import { LoadError } from "../load-error"
import { RefundDecision } from "../refunds/refund-decision"
import { type Refund, REFUND_COLORS, useRefundAct, useRefunds } from "../refunds/use-refunds"

/** The order's refunds with their states; what waits for a second person can be decided here. */
export const RefundRows = ({ orderId }: { orderId: string }) => {
  const { t } = useTranslation()
  const { data, error, refetch } = useRefunds({ order_id: orderId, limit: 50 })
  if (error) {
    return <LoadError heading={t("payments.refunds.loadFailed")} error={error} onRetry={() => refetch()} />
  }
  if (!data?.refunds.length) {
    return null
  }
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <Text size="small" weight="plus">
        {t("payments.refunds.title")}
      </Text>
      {data.refunds.map((refund) => (
        <RefundRow key={refund.id} refund={refund} />
      ))}
    </div>
  )
}

const RefundRow = ({ refund }: { refund: Refund }) => {
  const { t, i18n } = useTranslation()
  const { mutate, isPending } = useRefundAct()
  const amount = moneyText(refund.amount_cents, refund.currency_code, i18n.language)
  const isUnderWay = refund.state === "unknown" || refund.state === "pending"
  const check = () =>
    mutate(
      { act: "check", id: refund.id, body: {} },
      {
        onSuccess: ({ state, error }) => toast.info(t(`payments.refunds.told.${state}`, { error })),
        onError: ({ message }) => toast.error(message),
      }
    )
  return (
    <div className="flex flex-col gap-y-1">
      <div className="flex items-center justify-between">
        <Text size="small">{amount}</Text>
        <StatusBadge color={REFUND_COLORS[refund.state]}>{t(`payments.refunds.states.${refund.state}`)}</StatusBadge>
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {[refund.reason, refund.decision_note, refund.error].filter(Boolean).join(" · ")}
      </Text>
      {refund.state === "requested" && <RefundDecision refund={refund} amount={amount} />}
      {isUnderWay && (
        <div>
          <Button size="small" variant="transparent" isLoading={isPending} onClick={check}>
            {t("payments.refunds.check")}
          </Button>
        </div>
      )}
    </div>
  )
}
