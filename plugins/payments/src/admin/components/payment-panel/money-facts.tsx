import { Alert, Skeleton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { moneyText } from "../../lib/money"
import { LoadError } from "../load-error"
import { type MoneyState, useMoneyState } from "./use-payment-panel"

const ALWAYS: (keyof MoneyState)[] = ["captured_cents", "refunded_cents"]
const IF_ANY: (keyof MoneyState)[] = ["authorized_cents", "refund_pending_cents", "voided_cents", "returned_cents"]

/** What the books say of the order's money, and where Medusa says otherwise. */
export const MoneyFacts = ({ orderId }: { orderId: string }) => {
  const { t, i18n } = useTranslation()
  const { data, isPending, error, refetch } = useMoneyState(orderId)
  if (error) {
    return <LoadError heading={t("payments.panel.moneyFailed")} error={error} onRetry={() => refetch()} />
  }
  if (isPending) {
    return <Skeleton className="m-6 h-16" />
  }
  const { money_state, currency_code, differences } = data
  const shown = [...ALWAYS, ...IF_ANY.filter((field) => money_state[field] !== 0)]
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      {shown.map((field) => (
        <div key={field} className="grid grid-cols-2 gap-x-4">
          <Text size="small" weight="plus" className="text-ui-fg-subtle">
            {t(`payments.panel.money.${field}`)}
          </Text>
          <Text size="small" className="text-right">
            {moneyText(money_state[field], currency_code, i18n.language)}
          </Text>
        </div>
      ))}
      {money_state.unknown_count > 0 && <Alert variant="warning">{t("payments.panel.beingChecked")}</Alert>}
      {differences.map(({ message }) => (
        <Alert key={message} variant="error">
          {message}
        </Alert>
      ))}
    </div>
  )
}
