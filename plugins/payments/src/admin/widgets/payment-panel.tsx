import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { LoadError } from "../components/load-error"
import { MoneyFacts } from "../components/payment-panel/money-facts"
import { PaymentRow } from "../components/payment-panel/payment-row"
import { RefundRows } from "../components/payment-panel/refund-rows"
import { Timeline } from "../components/payment-panel/timeline"
import { usePayments, useProfiles } from "../components/payment-panel/use-payment-panel"

/** On the order's page: the money, what staff can do with it, refunds, and everything that happened. */
const PaymentPanelWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useTranslation()
  const payments = usePayments(order.id)
  const profiles = useProfiles()
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("payments.panel.title")}</Heading>
      </div>
      <MoneyFacts orderId={order.id} />
      {payments.error ? (
        <LoadError
          heading={t("payments.panel.paymentsFailed")}
          error={payments.error}
          onRetry={() => payments.refetch()}
        />
      ) : payments.isPending || profiles.isPending ? (
        <Skeleton className="m-6 h-12" />
      ) : payments.data.length ? (
        payments.data.map((payment) => (
          <PaymentRow
            key={payment.id}
            payment={payment}
            profile={profiles.data?.profiles.find(({ provider_id }) => provider_id === payment.provider_id)}
          />
        ))
      ) : (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("payments.panel.noPayment")}
        </Text>
      )}
      <RefundRows orderId={order.id} />
      <Timeline orderId={order.id} />
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side.after" })

export default PaymentPanelWidget
